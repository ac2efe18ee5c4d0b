namespace Weft.Simulation;

/// <summary>Draws a case from a seed. The same seed draws the same case everywhere.</summary>
public static class FuzzDraw
{
    private const int MostDriftPerMillion = 200;

    /// <summary>Storms are drawn apart, so that the rest of a case is what it was without them.</summary>
    private const ulong Storms = 0x5707_2A5E_ED00_0001;

    /// <summary>So is whether there are leases.</summary>
    private const ulong Leases = 0x1EA5_E5EE_D000_0001;

    public static FuzzCase Draw(ulong seed)
    {
        Dice dice = new(seed);
        FabricDraw ports = new(dice, new Dice(seed ^ Leases));
        FuzzFabric fabric = ports.Draw(seed);
        int drift = dice.OnceIn(2) ? 0 : dice.Between(1, MostDriftPerMillion);
        return new FuzzCase(seed, fabric, drift, new StepDraw(dice, new Dice(seed ^ Storms), fabric, ports).Draw()) { Leases = ports.Leases };
    }
}
