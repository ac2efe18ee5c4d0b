using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One key chain at work: verifies, counts, and raises an alarm for what it refuses.</summary>
internal sealed class ChainVerifier(AuthenticationScope scope, string counterGroup, int circuits)
{
    private static readonly int Verdicts = Enum.GetValues<AuthenticationVerdict>().Length;
    private readonly Instant?[] _raised = new Instant?[circuits * Verdicts];
    private readonly long[] _accepted = new long[KeyChain.MaximumKeys];
    private readonly Instant?[] _lastAccepted = new Instant?[KeyChain.MaximumKeys];

    /// <summary>The keys; null: nothing is verified.</summary>
    public KeyChain? Chain { get; private set; }

    /// <summary>The key of the last accepted PDU; null when it needed none.</summary>
    public AuthenticationKey? Signer { get; private set; }

    /// <summary>PDUs by verdict, while there is a chain.</summary>
    public CounterGroup<AuthenticationVerdict> Counters { get; } = new(counterGroup);

    /// <summary>Takes another chain; what is known of keys that are in both is kept.</summary>
    public void Replace(KeyChain? chain)
    {
        long[] accepted = [.. _accepted];
        Instant?[] lastAccepted = [.. _lastAccepted];
        Array.Clear(_accepted);
        Array.Clear(_lastAccepted);
        for (int i = 0; i < (chain?.Keys.Length ?? 0); i++)
        {
            int before = Chain is null ? -1 : IndexOf(Chain, chain!.Keys[i]);
            _accepted[i] = before < 0 ? 0 : accepted[before];
            _lastAccepted[i] = before < 0 ? null : lastAccepted[before];
        }

        Chain = chain;
        Signer = null;
    }

    /// <summary>True when the PDU may be believed.</summary>
    public bool Accepts(Instant now, Circuit circuit, IsisPdu pdu, IIsisEffects effects)
    {
        Signer = null;
        if (Chain is null)
        {
            return true;
        }

        AuthenticationVerdict verdict = IsisAuthentication.Verify(pdu, Chain, out AuthenticationKey? key);
        Counters.Increment(verdict);
        if (key is not null)
        {
            Signer = key;
            int index = Chain.Keys.IndexOf(key);
            _accepted[index]++;
            _lastAccepted[index] = now;
            return true;
        }

        if (verdict == AuthenticationVerdict.PassedUnauthenticated)
        {
            return true;
        }

        ref Instant? raised = ref _raised[(circuit.Index * Verdicts) + (int)verdict];
        if (raised is not Instant last || now >= last + IsisLimits.AlarmInterval)
        {
            raised = now;
            effects.Emit(new AuthenticationAlarm(circuit.Plan.Name, scope, verdict));
        }

        return false;
    }

    /// <summary>What was done with each key, by id.</summary>
    public IEnumerable<KeyUse> Uses(LinkStateDatabase database)
    {
        for (int i = 0; i < (Chain?.Keys.Length ?? 0); i++)
        {
            AuthenticationKey key = Chain!.Keys[i];
            int lsps = 0;
            foreach (LspRecord record in scope == AuthenticationScope.Area ? database.Sorted : default)
            {
                lsps += record.KeyId == key.Id ? 1 : 0;
            }

            yield return new KeyUse(scope, key.Id, key.Algorithm, key == Chain.Send, _accepted[i], _lastAccepted[i], lsps);
        }
    }

    private static int IndexOf(KeyChain chain, AuthenticationKey key)
    {
        for (int i = 0; i < chain.Keys.Length; i++)
        {
            if (chain.Keys[i].HasSecretOf(key))
            {
                return i;
            }
        }

        return -1;
    }
}
