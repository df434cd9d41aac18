// Before the framework looks: the language that was chosen stands for the browser's, and the document says which it is.
{
  const chosen = document.cookie.match(/(?:^|; )qa_lang=(en|zh)(?:;|$)/)?.[1];
  if (chosen) {
    const language = chosen === "zh" ? "zh-CN" : "en";
    Object.defineProperty(navigator, "language", { get: () => language });
    Object.defineProperty(navigator, "languages", { get: () => [language] });
  }
  document.documentElement.lang = navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
