namespace Weft.Protocols.Isis;

/// <summary>How soon a neighbour acknowledges, by what it did so far (the estimator of RFC 6298 section 2): an LSP that is not acknowledged by then was most likely lost.</summary>
/// <remarks>The interval of ISO 10589 must suit neighbours that gather acknowledgements for seconds. One that acknowledges in milliseconds need not be left without a lost LSP for so long:
/// until it has it, packets may circle between it and those that have.</remarks>
internal sealed class AcknowledgementPace
{
    private TimeSpan _mean;
    private TimeSpan _deviation;
    private bool _isKnown;

    /// <summary>An LSP was acknowledged so long after it was sent last.</summary>
    public void Note(TimeSpan took)
    {
        if (_isKnown)
        {
            _deviation += ((_mean - took).Duration() - _deviation) / 4;
            _mean += (took - _mean) / 8;
            return;
        }

        _isKnown = true;
        _mean = took;
        _deviation = took / 2;
    }

    /// <summary>How long to wait after so many sendings, each time twice as long as before.</summary>
    /// <param name="sendings">At least one.</param>
    /// <param name="longest">The interval of a neighbour of which nothing is known, which is never exceeded.</param>
    public TimeSpan Patience(int sendings, TimeSpan longest)
    {
        if (!_isKnown)
        {
            return longest;
        }

        TimeSpan patience = _mean + (_deviation * 4);
        patience = patience > IsisLimits.LeastRetransmit ? patience : IsisLimits.LeastRetransmit;
        for (int i = 1; i < sendings && patience < longest; i++)
        {
            patience *= 2;
        }

        return patience < longest ? patience : longest;
    }
}
