using System.Globalization;
using System.Text;
using System.Xml;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Results of policy tests in the form that CI systems read.</summary>
internal static class PolicyTestJunit
{
    /// <summary>One suite; each case with its first unexpected flow as the failure.</summary>
    public static string Render(string suite, PolicyTestRun run)
    {
        StringBuilder text = new();
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", suite);
            xml.WriteAttributeString("tests", run.Results.Length.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("failures", run.Results.Count(result => !result.Passed).ToString(CultureInfo.InvariantCulture));
            foreach (PolicyCaseResult result in run.Results)
            {
                WriteCase(xml, suite, result);
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteCase(XmlWriter xml, string suite, PolicyCaseResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", suite);
        xml.WriteAttributeString("name", result.Case.Name);
        if (!result.Passed)
        {
            string expected = result.Case.IsAllowed ? "allow" : "deny";
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", $"expected {expected}");
            foreach (PolicyAttempt attempt in result.Unexpected)
            {
                PolicyDecision decisive = attempt.Verdict.Decisive;
                xml.WriteString($"{attempt.From} {attempt.Flow.From.Address} -> {attempt.To} {attempt.Flow.To.Address} {attempt.Service}: "
                    + $"{PolicyVerdictText.Nearest(decisive) ?? PolicyVerdictText.Short(decisive)}\n");
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
