using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Gathers the faults of one file. Nobody stops at the first.</summary>
public sealed class FaultList
{
    /// <summary>Faults kept of one file; a reader has long given up before.</summary>
    public const int Maximum = 1_000;

    private readonly List<Fault> _faults = [];

    public bool HasErrors { get; private set; }

    public void Add(FaultCode code, SourceSpan span, string message, string cure, params ReadOnlySpan<FaultLabel> labels)
    {
        FaultSeverity severity = FaultCatalog.SeverityOf(code);
        HasErrors |= severity == FaultSeverity.Error;
        if (_faults.Count < Maximum)
        {
            _faults.Add(new Fault { Code = code, Severity = severity, Message = Printable(message), Span = span, Cure = Printable(cure), Labels = [.. labels] });
        }
    }

    /// <summary>Values are repeated from a file that anybody may have written: no control character of it reaches a terminal.</summary>
    private static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    /// <summary>The faults in the order of the file, each only once.</summary>
    public ImmutableArray<Fault> ToSorted() =>
        [.. _faults.OrderBy(fault => fault.Span).ThenBy(fault => fault.Code).DistinctBy(fault => (fault.Span, fault.Code, fault.Message))];
}
