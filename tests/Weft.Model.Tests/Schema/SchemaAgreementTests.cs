using System.Text.Json;
using CsCheck;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>The parser, the JSON Schema and the reference pages come from one table and never disagree.</summary>
public sealed class SchemaAgreementTests
{
    private static readonly JsonElement _schema = JsonDocument.Parse(JsonSchemaWriter.Write()).RootElement;

    /// <summary>Faults of form that JSON Schema cannot express: the text itself, keys given twice, ranges of durations, the finer points of addresses.</summary>
    private static readonly FaultCode[] _beyondSchema =
        [FaultCode.YamlSyntax, FaultCode.DuplicateKey, FaultCode.DurationOutOfRange, FaultCode.FileTooLarge];

    public static TheoryData<string> Examples => [.. ExampleFabrics.Paths];

    public static TheoryData<FaultCode> Codes => [.. FaultCatalog.All.Select(info => info.Code)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_schema_accepts_every_example_fabric(string file) => Assert.Null(Violation(Repository.Read(file)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_schema_accepts_every_cured_example(FaultCode code) => Assert.Null(Violation(FaultCatalog.Find(code).Cured));

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_schema_marks_faults_of_form_and_only_those(FaultCode code)
    {
        FaultList faults = new();
        if (SourceReader.Read(FaultCatalog.Find(code).Failing, faults) is { } root)
        {
            bool isForm = (int)code < 200 && !_beyondSchema.Contains(code);
            Assert.Equal(isForm, TinySchemaValidator.FirstViolation(_schema, root) is not null);
        }
        else
        {
            Assert.Contains(code, _beyondSchema);
        }
    }

    [Theory]
    [InlineData("docs/fabric.schema.json")]
    [InlineData("docs/fabric-file.md")]
    [InlineData("docs/faults.md")]
    public void Written_pages_are_those_that_the_tables_give(string path)
    {
        string written = path switch
        {
            "docs/fabric.schema.json" => JsonSchemaWriter.Write(),
            "docs/fabric-file.md" => ReferenceWriter.WriteFormat(),
            _ => ReferenceWriter.WriteFaults(),
        };
        if (Environment.GetEnvironmentVariable("WEFT_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), written);
        }

        Assert.True(Repository.Read(path) == written, $"{path} is stale: run the tests of Weft.Model once with WEFT_WRITE_DOCS=1");
    }

    [Fact]
    public void Every_timer_and_limit_has_a_key_with_its_default()
    {
        Assert.Equal(typeof(FabricTimers).GetProperties().Select(property => Kebab(property.Name)).Order(), TimerSettings.All.Select(setting => setting.Name).Order());
        Assert.Equal(typeof(FabricLimits).GetProperties().Select(property => Kebab(property.Name)).Order(), LimitSettings.All.Select(setting => setting.Name).Order());
        Assert.All(TimerSettings.All, setting => AssertRoundTrip(setting, new FabricTimers()));
        Assert.All(LimitSettings.All, setting => AssertRoundTrip(setting, new FabricLimits()));
    }

    [Fact]
    public void Patterns_say_the_same_as_the_parser()
    {
        ScalarShape[] shapes =
        [
            ScalarShapes.Name("a name", "x"), ScalarShapes.InterfaceName, ScalarShapes.Mac, ScalarShapes.SystemId, ScalarShapes.Link, ScalarShapes.PortReference,
            ScalarShapes.Duration("a duration", TimeSpan.Zero, TimeSpan.MaxValue),
        ];
        foreach (ScalarShape shape in shapes)
        {
            Near(shape.Example).Sample(text => Assert.Equal(Matches(shape, text), Parses(shape, text)), iter: 3_000);
        }
    }

    [Fact]
    public void The_pattern_of_addresses_accepts_all_that_the_parser_accepts()
    {
        Gen<string> ipv4 = Gen.UInt.Select(bits => IpAddress.Ipv4(bits).ToString());
        Gen<string> ipv6 = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => IpAddress.Ipv6(new UInt128(high, low & (low >> 7))).ToString());
        Gen.OneOf(ipv4, ipv6).Sample(text => Assert.True(Matches(ScalarShapes.Address, text)), iter: 2_000);
        Gen.Select(ipv4, Gen.Int[0, 40]).Sample((text, length) => AssertNotStricter(ScalarShapes.AddressWithLength, $"{text}/{length}"), iter: 2_000);
        Gen.Select(ipv6, Gen.Int[0, 140]).Sample((text, length) => AssertNotStricter(ScalarShapes.AddressWithLength, $"{text}/{length}"), iter: 2_000);
        Near("10.1.0.1").Sample(text => AssertNotStricter(ScalarShapes.Address, text), iter: 3_000);
        Near("10.1.0.1/24").Sample(text => AssertNotStricter(ScalarShapes.AddressWithLength, text), iter: 3_000);
    }

    private static void AssertNotStricter(ScalarShape shape, string text) => Assert.True(Matches(shape, text) || !Parses(shape, text), text);

    private static string? Violation(string text)
    {
        FaultList faults = new();
        SourceNode root = SourceReader.Read(text, faults)!;
        return TinySchemaValidator.FirstViolation(_schema, root);
    }

    private static bool Matches(ScalarShape shape, string text) =>
        System.Text.RegularExpressions.Regex.IsMatch(text, shape.Pattern!, System.Text.RegularExpressions.RegexOptions.ECMAScript) && !text.EndsWith('\n');

    private static bool Parses(ScalarShape shape, string text) =>
        ScalarCheck.Check(shape, new SourceScalar(SourceSpan.Start, text, isPlain: false), "it", new FaultList());

    /// <summary>Texts a few edits away from an example, so that both verdicts come up.</summary>
    private static Gen<string> Near(string example)
    {
        Gen<char> character = Gen.Char["abfzAFZ0159-_.:,/ msh"];
        Gen<(int At, int Kind, char With)> edit = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 2], character);
        return edit.List[0, 4].Select(edits => edits.Aggregate(example, (text, change) => Apply(text, change)));
    }

    private static string Apply(string text, (int At, int Kind, char With) change)
    {
        int at = change.At % (text.Length + 1);
        return change.Kind switch
        {
            0 => text.Insert(at, change.With.ToString()),
            1 when at < text.Length => text.Remove(at, 1),
            _ when at < text.Length => $"{text[..at]}{change.With}{text[(at + 1)..]}",
            _ => text,
        };
    }

    private static void AssertRoundTrip<T>(Setting<T> setting, T defaults)
    {
        long value = setting.Shape.Minimum;
        Assert.Equal(value, setting.Get(setting.With(defaults, value)));
        Assert.InRange(setting.Get(defaults), setting.Shape.Minimum, setting.Shape.Maximum);
    }

    private static string Kebab(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
