using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Lets an alarm about one subject through once per interval, for a bounded number of subjects.</summary>
internal sealed class EventThrottle
{
    private const int MaximumSubjects = 256;
    private readonly Dictionary<IsisAlarm, Instant> _last = [];

    /// <summary>Emits the alarm unless it was emitted lately.</summary>
    public void Raise(Instant now, IsisAlarmReason reason, string about, IIsisEffects effects)
    {
        IsisAlarm alarm = new(reason, about);
        if (_last.TryGetValue(alarm, out Instant last) && now < last + IsisLimits.AlarmInterval)
        {
            return;
        }

        if (_last.Count >= MaximumSubjects && !_last.ContainsKey(alarm))
        {
            Forget(now);
            if (_last.Count >= MaximumSubjects)
            {
                return;
            }
        }

        _last[alarm] = now;
        effects.Emit(alarm);
    }

    private void Forget(Instant now)
    {
        foreach (KeyValuePair<IsisAlarm, Instant> entry in _last.ToArray())
        {
            if (now >= entry.Value + IsisLimits.AlarmInterval)
            {
                _last.Remove(entry.Key);
            }
        }
    }
}
