using Weft.Model;

namespace Weft.Linux;

/// <summary>The kernel refused a row; it is tried again later while all others go on.</summary>
public sealed record RowRefused(string Row, KernelResult Result) : NodeEvent
{
    public override string Kind => "kernel-refused";

    public override string Subject => Row;

    public override string Text => $"the kernel refused {Row}: {Result}; trying again";

    public override EventSeverity Severity => EventSeverity.Warning;
}
