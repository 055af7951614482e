// The browser's own menu prints as well; the button is shown only where it can work.
const button = document.getElementById('print');
if (button) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
