namespace Weft.Peers.Tests;

/// <summary>Real hosts that make up and change their IPv6 addresses, at ports that believe little.</summary>
public sealed class PrivacyTests : IDisposable
{
    private readonly PrivacyLab _privacy = PrivacyLab.Up();

    [Theory]
    [InlineData("known")]
    [InlineData("guest")]
    public void Stable_and_temporary_addresses_pass_and_change_and_are_nobody_elses(string host)
    {
        (string stable, string first) = _privacy.Boot(host);
        _privacy.Reaches(host, stable);
        _privacy.Reaches(host, first);
        _privacy.AwaitBinding(stable);
        _privacy.AwaitBinding(first);

        string second = _privacy.AwaitNext(host, first);
        _privacy.Reaches(host, second);
        _privacy.Reaches(host, first);
        string third = _privacy.AwaitNext(host, first, second);
        _privacy.Reaches(host, third);
        _privacy.AwaitBinding(third);

        // At a port of the same leaf, and at another leaf.
        _privacy.IsRefused("twin", stable);
        _privacy.IsRefused("far", stable);
        _privacy.Reaches(host, stable);
    }

    public void Dispose() => _privacy.Dispose();
}
