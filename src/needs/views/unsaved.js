// Asks before a page with unsaved writing is left. Nothing is kept in the browser: a shared machine may read it.
const form = document.querySelector('form[action*="/profile/edit/"]');
if (form) {
  const before = () => new URLSearchParams(new FormData(form)).toString();
  const start = before();
  let sending = false;
  form.addEventListener('submit', () => {
    sending = true;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!sending && before() !== start) event.preventDefault();
  });
}
