// Lists the licences of all that is shipped, from target/bom.xml; fails when one is unknown or does not allow it:
// java deploy/Licences.java target/bom.xml

import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Words by which a licence is known to allow use in a closed service. EPL and LGPL, too: nothing of theirs is changed. */
static final List<String> ALLOWED = List.of(
        "Apache", "MIT", "BSD", "EPL", "Eclipse", "LGPL", "Lesser General Public", "MPL", "Mozilla", "CC0", "Public Domain",
        "Unicode", "Unlicense", "PostgreSQL", "Bouncy Castle", "ISC", "UPL", "Classpath", "CDDL", "EDL", "Go License");

void main(String[] args) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var components = factory.newDocumentBuilder().parse(new File(args[0])).getElementsByTagName("component");
    var lines = new TreeSet<String>();
    var refused = new TreeSet<String>();
    for (int i = 0; i < components.getLength(); i++) {
        var component = (Element) components.item(i);
        String group = child(component, "group");
        boolean tool = component.getParentNode().getParentNode().getNodeName().equals("tools");
        if (tool || group.startsWith("info.sopranoexch")) {
            continue;
        }
        String line = group + ":" + child(component, "name") + ":" + child(component, "version");
        var licences = licences(component);
        lines.add(line + "  " + String.join(" or ", licences));
        if (licences.stream().noneMatch(licence -> ALLOWED.stream().anyMatch(licence::contains))) {
            refused.add(line + "  " + licences);
        }
    }
    lines.forEach(IO::println);
    if (lines.isEmpty() || !refused.isEmpty()) {
        System.err.println("licences unknown or not allowed: " + refused);
        System.exit(1);
    }
    System.err.println(lines.size() + " components, each with a licence that allows its use");
}

/** The text of a child of the element itself; empty when there is none. */
String child(Element element, String name) {
    for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node.getNodeName().equals(name)) {
            return node.getTextContent().strip();
        }
    }
    return "";
}

List<String> licences(Element component) {
    var found = new ArrayList<String>();
    var licences = component.getElementsByTagName("licenses");
    if (licences.getLength() > 0 && licences.item(0).getParentNode() == component) {
        for (var node = licences.item(0).getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element licence) {
                String id = child(licence, "id");
                String name = child(licence, "name");
                found.add(licence.getNodeName().equals("expression") ? licence.getTextContent() : id.isEmpty() ? name : id);
            }
        }
    }
    return found;
}
