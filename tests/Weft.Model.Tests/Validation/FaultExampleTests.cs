namespace Weft.Model.Tests;

/// <summary>Every fault code has an example that shows this fault alone, and a cure that works.</summary>
public sealed class FaultExampleTests
{
    public static TheoryData<FaultCode> Codes => [.. Enum.GetValues<FaultCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_failing_example_has_this_fault_and_no_other(FaultCode code)
    {
        FabricLoad load = FabricFile.Load(FaultCatalog.Find(code).Failing);
        Assert.NotEmpty(load.Faults);
        Assert.All(load.Faults, fault => Assert.Equal(code, fault.Code));
        Assert.Equal(FaultCatalog.SeverityOf(code) == FaultSeverity.Error, load.Fabric is null);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_cured_example_has_no_fault_at_all(FaultCode code)
    {
        FabricLoad load = FabricFile.Load(FaultCatalog.Find(code).Cured);
        Assert.Empty(load.Faults);
        Assert.NotNull(load.Fabric);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_texts_of_a_fault_are_fit_to_print(FaultCode code)
    {
        FaultInfo info = FaultCatalog.Find(code);
        Assert.EndsWith(".", info.Why, StringComparison.Ordinal);
        Assert.False(info.Title.EndsWith('.'));
        foreach (Fault fault in FabricFile.Load(info.Failing).Faults)
        {
            Assert.NotEmpty(fault.Message);
            Assert.NotEmpty(fault.Cure);
            Assert.DoesNotContain('\n', fault.Message + fault.Cure);
            Assert.False(fault.Message.EndsWith('.'), fault.Message);
        }
    }

    [Fact]
    public void Codes_are_listed_once_in_the_order_of_their_numbers()
    {
        Assert.Equal(Enum.GetValues<FaultCode>(), FaultCatalog.All.Select(info => info.Code));
        Assert.Equal("W0207", FaultCode.UnknownSite.Text());
        Assert.True(FaultCodeText.TryParse("w0311", out FaultCode code));
        Assert.Equal(FaultCode.SubnetsOverlap, code);
        Assert.False(FaultCodeText.TryParse("W0999", out _));
        Assert.False(FaultCodeText.TryParse("WWW", out _));
    }
}
