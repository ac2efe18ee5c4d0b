using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>What holds where hellos and LSPs are signed: strangers do nothing at all, insiders do not break the daemon.</summary>
public sealed class HostileKeyTests : IDisposable
{
    private readonly HostileLab _lab = new(hasKeys: true);

    [Fact]
    public void Forgeries_and_damaged_PDUs_of_somebody_without_the_keys_have_no_effect()
    {
        using IsisAttacker attacker = _lab.Attacker();
        PduDamage damage = new(attacker.Overhear(TimeSpan.FromSeconds(4)), seed: 2);
        long accepted = _lab.Counter("LspsReceived");
        int lines = _lab.LogLines();
        for (int i = 0; i < 30_000; i++)
        {
            attacker.Send(damage.Next());
            attacker.Send(IsisAttacker.Phantom(Wire.SystemId.FromValue(0x0666_0000_0000 + (ulong)i), 1, 0x2C00_0000));
        }

        Soon.Holds(() => Refused() > 1000, "the leaf has refused some");
        Assert.InRange(_lab.Counter("LspsReceived") - accepted, 0, 2000);
        Assert.InRange(_lab.LogLines() - lines, 1, 20);
        Assert.DoesNotContain(_lab.Peer.Database(), static lsp => lsp.Id.System.ToString().StartsWith("0666", StringComparison.Ordinal));
        _lab.AssertUndisturbed();
    }

    [Fact]
    public void Damaged_PDUs_of_somebody_with_the_keys_leave_a_daemon_that_works()
    {
        using IsisAttacker attacker = _lab.Attacker();
        AuthenticationKey link = new(1, AuthenticationAlgorithm.HmacMd5, System.Text.Encoding.ASCII.GetBytes(HostileLab.LinkSecret));
        AuthenticationKey area = new(1, AuthenticationAlgorithm.HmacMd5, System.Text.Encoding.ASCII.GetBytes(HostileLab.AreaSecret));
        _lab.AssertSurvives(attacker, new PduDamage(attacker.Overhear(TimeSpan.FromSeconds(4)), seed: 3, link, area), 60_000);
    }

    public void Dispose() => _lab.Dispose();

    private long Refused() => _lab.Lab.Counter("leaf1", "isis-area-authentication", "BadDigest") + _lab.Lab.Counter("leaf1", "isis-area-authentication", "Missing");
}
