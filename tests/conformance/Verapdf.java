import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates PDFs with veraPDF, many in one virtual machine.
 *
 * Reads lines of a profile (PDFA-2A, PDFA-3A, PDFUA-1), a tab and a path. Answers each with a line of
 * fields with tabs between them: profile, path, the number of checks, and every rule that the file breaks.
 * Run without compiling: java -cp JAR Verapdf.java
 *
 * The profiles are read here: the jar holds them, but not all of JAXB, by which veraPDF would read them.
 */
public class Verapdf {
    private static final Map<String, ValidationProfile> PROFILES = new HashMap<>();

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] asked = line.split("\t", 2);
            List<String> answer = new ArrayList<>(List.of(asked));
            answer.addAll(verdict(asked[0], asked[1]));
            System.out.println(String.join("\t", answer));
        }
    }

    private static List<String> verdict(String name, String path) throws Exception {
        ValidationProfile profile = profile(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, true)) {
            return verdict(validator.validate(parser));
        } catch (Exception error) {
            return List.of("0", "can't be validated: " + error);
        }
    }

    private static List<String> verdict(ValidationResult result) {
        Set<String> faults = new TreeSet<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                faults.add((rule + " " + each.getMessage()).replaceAll("\\s+", " "));
            }
        }
        if (faults.isEmpty() && !result.isCompliant()) {
            faults.add("not compliant, and no rule says why");
        }
        List<String> said = new ArrayList<>(List.of(String.valueOf(result.getTotalAssertions())));
        said.addAll(faults);
        return said;
    }

    private static ValidationProfile profile(String name) throws Exception {
        if (!PROFILES.containsKey(name)) {
            PROFILES.put(name, read(name));
        }
        return PROFILES.get(name);
    }

    private static ValidationProfile read(String name) throws Exception {
        String file = "/org/verapdf/pdfa/validation/" + name + ".xml";
        Element root;
        try (InputStream stream = Profiles.class.getResourceAsStream(file)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element each : all(root, "rule")) {
            rules.add(rule(each));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element each : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"),
                    text(each, "defaultValue"), text(each, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(name, "", "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element each) {
        Element id = all(each, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        return Profiles.ruleFromValues(ruleId, each.getAttribute("object"),
                Boolean.valueOf(each.getAttribute("deferred")), each.getAttribute("tags"),
                text(each, "description"), text(each, "test"),
                Profiles.errorFromValues(text(each, "message"), List.of()), List.of());
    }

    private static List<Element> all(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            found.add((Element) nodes.item(at));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
