/**
 * @file What the person who installs the add-on sets: Project Settings, Script properties.
 */

/**
 * Reads a script property.
 *
 * @param {string} name Name of the property, such as BACKEND_URL.
 * @return {?string} Its value without surrounding blanks, or null when it is missing or blank.
 */
function scriptProperty_(name) {
  const value = PropertiesService.getScriptProperties().getProperty(name);
  return (value || "").trim() || null;
}
