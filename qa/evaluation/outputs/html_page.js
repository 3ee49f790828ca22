const fields = [...document.querySelectorAll("select")];
const words = document.querySelector("input");
const cases = [...document.querySelectorAll("article")];
const shown = document.querySelector("output");

function filter() {
  const wanted = words.value.trim().toLowerCase();
  let count = 0;
  for (const one of cases) {
    const fits = fields.every((field) => !field.value || one.dataset[field.name] === field.value)
      && (!wanted || one.textContent.toLowerCase().includes(wanted));
    one.hidden = !fits;
    count += fits;
  }
  shown.value = `${count}/${cases.length}`;
}

for (const field of fields) {
  const label = field.options[0].text;
  const values = new Map();
  for (const one of cases) {
    const value = one.dataset[field.name];
    if (value) values.set(value, (values.get(value) || 0) + 1);
  }
  for (const [value, count] of [...values].sort()) field.add(new Option(`${value} (${count})`, value));
  field.options[0].text = label;
  field.addEventListener("change", filter);
}
words.addEventListener("input", filter);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
filter();
