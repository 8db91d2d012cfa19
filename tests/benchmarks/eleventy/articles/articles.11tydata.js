module.exports = {
  layout: "article.njk",
  // "/articles/asia/2016/01/name" becomes "/2016/01/name/".
  permalink: (data) => `/${data.page.filePathStem.split("/").slice(-3).join("/")}/`,
};
