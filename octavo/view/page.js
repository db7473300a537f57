"use strict";
// A box and its text carry the same number: what is under the pointer, or has the focus, lights up on both sides.
const mates = (number) => document.querySelectorAll(`[data-item="${number}"]`);
const light = (event, on) => {
  const item = event.target instanceof Element && event.target.closest("[data-item]");
  if (item) mates(item.dataset.item).forEach((mate) => mate.classList.toggle("on", on));
};
document.addEventListener("pointerover", (event) => light(event, true));
document.addEventListener("pointerout", (event) => light(event, false));
document.addEventListener("focusin", (event) => light(event, true));
document.addEventListener("focusout", (event) => light(event, false));
document.addEventListener("click", (event) => {
  const box = event.target instanceof Element && event.target.closest("rect[data-item]");
  if (box) document.querySelector(`.item[data-item="${box.dataset.item}"]`)?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !["n", "p"].includes(event.key)) return;
  const pages = [...document.querySelectorAll("section")];
  const at = pages.findLastIndex((page) => page.getBoundingClientRect().top < 150);
  pages[Math.max(0, Math.min(pages.length - 1, at + (event.key === "n" ? 1 : -1)))]?.scrollIntoView();
});
