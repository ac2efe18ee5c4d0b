using System.Text;

namespace Weft.Model;

/// <summary>Writes the reference pages of the fabric file and of its faults, in Markdown.</summary>
public static class ReferenceWriter
{
    /// <summary>The page of the format: every key, its value, its default.</summary>
    public static string WriteFormat()
    {
        StringBuilder page = new();
        page.Append(
            """
            # The fabric file

            <!-- Written by the program from its own tables; a test compares. To change it, change FabricFormat. -->

            One YAML file describes a fabric: where its nodes stand, how they are cabled, which subnets they serve and, for the lab, which hosts
            live there. What can be derived is derived, so that small fabrics stay small: see [one-rack.yaml](../fabrics/one-rack.yaml) for the
            smallest, [two-dc.yaml](../fabrics/two-dc.yaml) for two data centres and [campus.yaml](../fabrics/campus.yaml) for trunks and VRFs.

            `weft check FILE` reports every fault at once; [faults.md](faults.md) explains each. With the line

                # yaml-language-server: $schema=../docs/fabric.schema.json

            at the top, editors complete keys and mark mistakes while you type.

            Values marked *n* or *k* count from 1 in the order of the file.

            """);
        HashSet<string> written = [];
        WriteObject(page, FabricFormat.Fabric, written);
        return page.ToString();
    }

    /// <summary>The page of the faults: why each is one, an example that fails and the same cured.</summary>
    public static string WriteFaults()
    {
        StringBuilder page = new();
        page.Append(
            """
            # Faults of a fabric file

            <!-- Written by the program from its own tables; a test compares. To change it, change FaultCatalog. -->

            `weft check FILE` names every fault of a file by a code that never changes its meaning. `weft help W0207` prints the entry below
            without a network. W01xx are faults of form, which an editor marks too; W02xx of names; W03xx of meaning. Each pair of examples runs
            as a test.

            """);
        foreach (FaultInfo info in FaultCatalog.All)
        {
            string warning = info.Severity == FaultSeverity.Warning ? " (warning)" : "";
            page.Append($"\n## {info.Code.Text()}: {info.Title}{warning}\n\n{info.Why}\n\nWrong:\n\n```yaml\n{info.Failing}\n```\n\nRight:\n\n```yaml\n{info.Cured}\n```\n");
        }

        return page.ToString();
    }

    private static void WriteObject(StringBuilder page, ObjectShape shape, HashSet<string> written)
    {
        if (!written.Add(shape.Title) || shape.Keys.IsEmpty)
        {
            return;
        }

        string heading = char.ToUpperInvariant(shape.Title[0]) + shape.Title[1..];
        page.Append($"\n## {heading}\n\n");
        if (!shape.ExactlyOneOf.IsEmpty)
        {
            page.Append($"Exactly one of {string.Join(" and ", shape.ExactlyOneOf.Select(name => $"`{name}`"))} must be given.\n\n");
        }

        page.Append("| Key | Value | Meaning | Default |\n|---|---|---|---|\n");
        foreach (FormatKey key in shape.Keys)
        {
            string fallback = key.IsRequired ? "**required**" : key.Default;
            page.Append($"| `{key.Name}` | {Escape(Describe(key.Shape))} | {Escape(key.Description)} | {Escape(fallback)} |\n");
        }

        foreach (FormatKey key in shape.Keys)
        {
            foreach (ObjectShape inner in ObjectsIn(key.Shape))
            {
                WriteObject(page, inner, written);
            }
        }
    }

    private static string Describe(Shape shape) => shape switch
    {
        ScalarShape { Kind: ScalarKind.Number } number => $"{number.Noun}, {number.Minimum} to {number.Maximum}",
        ScalarShape { Kind: ScalarKind.Choice } choice => string.Join(", ", choice.Choices.Select(word => $"`{word}`")),
        ScalarShape { Kind: ScalarKind.Duration } time =>
            $"{DurationText.Format(TimeSpan.FromMilliseconds(time.Minimum))} to {DurationText.Format(TimeSpan.FromMilliseconds(time.Maximum))}",
        ScalarShape { Kind: ScalarKind.Flag } flag => flag.Noun,
        ScalarShape { Noun: var noun } when noun.Contains(", as in", StringComparison.Ordinal) => noun,
        ScalarShape scalar => $"{scalar.Noun}, as in `{scalar.Example}`",
        _ => shape.Noun,
    };

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static IEnumerable<ObjectShape> ObjectsIn(Shape shape) => shape switch
    {
        ObjectShape keys => [keys],
        MapShape map => ObjectsIn(map.Value),
        ListShape list => ObjectsIn(list.Item),
        AlternativeShape { Mapping: { } mapping } => ObjectsIn(mapping),
        _ => [],
    };
}
