-- A child reads the name of the homes they live or have lived in. What is hidden of a home stands elsewhere (0087).
create policy my_home on home for select to homeward_app using (
  (select app.my_role()) = 'child'
  and exists (select from placement p where p.home_organisation_id = home.organisation_id and p.home_id = home.id));
