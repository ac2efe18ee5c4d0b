namespace Weft.Model;

/// <summary>What <c>weft help W0207</c> tells about a fault. Both examples are whole fabric files and run as tests.</summary>
/// <param name="Code">The code; never reused.</param>
/// <param name="Title">The fault in a few words.</param>
/// <param name="Why">Why it is a fault.</param>
/// <param name="Failing">A fabric file with this fault and no other.</param>
/// <param name="Cured">The same file without it.</param>
public sealed record FaultInfo(FaultCode Code, string Title, string Why, string Failing, string Cured)
{
    public FaultSeverity Severity => FaultCatalog.SeverityOf(Code);
}
