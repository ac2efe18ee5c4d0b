using Weft.Model;

namespace Weft.Simulation;

/// <summary>What one leaf claims of both addresses, as one number: sixteen bits each, 0 for no claim.</summary>
internal readonly record struct ClaimPair(uint Bits)
{
    private const uint Present = 1;
    private const uint Tentative = 2;
    private const int MacShift = 2;
    private const int EpochShift = 4;
    private const int AddressShift = 16;

    public static ClaimPair None => default;

    public bool Has(int address) => (Of(address) & Present) != 0;

    public bool IsTentative(int address) => (Of(address) & Tentative) != 0;

    public int MacOf(int address) => (int)(Of(address) >> MacShift) & 3;

    public int EpochOf(int address) => (int)(Of(address) >> EpochShift);

    /// <summary>The claim of one address as a number; equal claims are equal numbers.</summary>
    public uint Of(int address) => (Bits >> (AddressShift * address)) & 0xFFFF;

    public ClaimPair Without(int address) => new(Bits & ~(0xFFFFu << (AddressShift * address)));

    public ClaimPair With(int address, int mac, int epoch, bool tentative)
    {
        uint claim = Present | (tentative ? Tentative : 0) | ((uint)mac << MacShift) | ((uint)epoch << EpochShift);
        return new ClaimPair(Without(address).Bits | (claim << (AddressShift * address)));
    }

    /// <summary>The claim as the engines know it.</summary>
    public HostClaim Claim(int address, SegmentId segment) => new(
        VrfId.Default, ExploredFabric.Address(address), ExploredFabric.Mac(MacOf(address)), (uint)EpochOf(address), segment, 0,
        IsTentative(address) ? ClaimFlags.Tentative : ClaimFlags.None);
}
