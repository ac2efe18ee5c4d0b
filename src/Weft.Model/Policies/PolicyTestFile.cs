using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Reads tables of policy tests: which fabric, and who may reach whom by what.</summary>
public static class PolicyTestFile
{
    private static readonly ScalarShape s_party = ScalarShapes.Member with { Noun = "a host, a client outside or an address", Example = "web1" };

    private static readonly ObjectShape s_case = new()
    {
        Title = "policy test",
        Noun = "a test",
        Keys =
        [
            new("name", ScalarShapes.Name("the name of a test", "web-to-db"), "what reports call it"),
            new("from", OneOrMore("senders", s_party), "who sends") { IsRequired = true },
            new("to", OneOrMore("receivers", s_party), "who it is for") { IsRequired = true },
            new("service", OneOrMore("services", ScalarShapes.Service), "by what") { IsRequired = true },
            new("expect", ScalarShapes.Choice("a verdict", "allow", "deny"), "what must come of it") { IsRequired = true },
        ],
    };

    private static readonly ObjectShape s_file = new()
    {
        Title = "policy tests",
        Noun = "a file of policy tests",
        Keys =
        [
            new("fabric", ScalarShapes.FilePath, "the fabric file, relative to this one") { IsRequired = true },
            new("tests", new ListShape { Noun = "a list of tests", Item = s_case, Minimum = 1 }, "the table") { IsRequired = true },
        ],
    };

    /// <summary>Reads a table. Never throws for any text.</summary>
    public static PolicyTestLoad Load(string text)
    {
        FaultList faults = new();
        SourceNode? root = SourceReader.Read(text, faults);
        if (root is null)
        {
            return new PolicyTestLoad { Faults = faults.ToSorted() };
        }

        ShapeChecker checker = new(faults);
        checker.Check(s_file, root, "the file");
        MapReader file = new(root, checker);
        ImmutableArray<PolicyCase> cases = [.. file.Items("tests").Select((item, index) => ReadCase(file.Of(item), item.Span, index + 1))];
        return new PolicyTestLoad { FabricPath = file.Scalar("fabric")?.Text ?? "", Cases = faults.HasErrors ? [] : cases, Faults = faults.ToSorted(), Root = file };
    }

    /// <summary>Names of the table that are nobody's in the fabric.</summary>
    public static ImmutableArray<Fault> CheckNames(PolicyTestLoad load, Fabric fabric)
    {
        FaultList faults = new();
        IReadOnlyCollection<string> names = PolicyParties.Names(fabric);
        foreach (SourceNode item in load.Root.Items("tests"))
        {
            MapReader test = load.Root.Of(item);
            foreach (SourceScalar party in test.Scalars("from").Concat(test.Scalars("to")))
            {
                if (PolicyParties.Find(fabric, party.Text).IsEmpty)
                {
                    faults.Add(
                        FaultCode.UnknownMember,
                        party.Span,
                        $"`{party.Text}` is no host, client or address of this fabric",
                        Suggestion.For(party.Text, names, "hosts and clients"));
                }
            }
        }

        return faults.ToSorted();
    }

    private static PolicyCase ReadCase(MapReader test, SourceSpan span, int number) => new()
    {
        Name = test.Scalar("name")?.Text ?? $"test {number}",
        From = [.. test.Scalars("from").Select(word => word.Text)],
        To = [.. test.Scalars("to").Select(word => word.Text)],
        Services = [.. test.Scalars("service").SelectMany(word => PolicyServiceText.TryParse(word.Text, out ImmutableArray<PolicyService> services) ? services : [])],
        IsAllowed = test.Scalar("expect")?.Text == "allow",
        Line = span.Line,
    };

    private static AlternativeShape OneOrMore(string plural, ScalarShape one) => new()
    {
        Noun = $"{one.Noun}, or a list of {plural}",
        Scalar = one,
        List = new ListShape { Noun = $"a list of {plural}", Item = one, Minimum = 1 },
    };
}
