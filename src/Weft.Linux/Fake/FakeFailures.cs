namespace Weft.Linux;

/// <summary>Failures that a <see cref="FakeKernel"/> will show.</summary>
public sealed class FakeFailures
{
    private readonly List<(Func<KernelChange, bool> Match, KernelResult Result, int Times)> _scripts = [];
    private int _lostReplies;

    /// <summary>The next <paramref name="times"/> changes that match are refused and not done.</summary>
    public void Refuse(Func<KernelChange, bool> match, int error, int times = 1) => _scripts.Add((match, new KernelResult(error), times));

    /// <summary>The next <paramref name="times"/> submissions are done, but their replies are lost.</summary>
    public void LoseReplies(int times = 1) => _lostReplies += times;

    internal bool TakeLostReplies()
    {
        if (_lostReplies == 0)
        {
            return false;
        }

        _lostReplies--;
        return true;
    }

    internal KernelResult? Take(in KernelChange change)
    {
        for (int i = 0; i < _scripts.Count; i++)
        {
            (Func<KernelChange, bool> match, KernelResult result, int times) = _scripts[i];
            if (!match(change))
            {
                continue;
            }

            if (times == 1)
            {
                _scripts.RemoveAt(i);
            }
            else
            {
                _scripts[i] = (match, result, times - 1);
            }

            return result;
        }

        return null;
    }
}
