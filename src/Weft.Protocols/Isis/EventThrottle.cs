using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Lets an alarm about one subject through once per interval, for a bounded number of subjects of each reason: whoever can provoke
/// one kind of alarm without end can neither fill the log nor hide alarms of another kind.</summary>
internal sealed class EventThrottle(CounterGroup<IsisCounter> counters)
{
    private readonly Dictionary<IsisAlarm, Instant> _last = [];
    private readonly int[] _subjects = new int[Enum.GetValues<IsisAlarmReason>().Length];

    /// <summary>Emits the alarm unless it was emitted lately.</summary>
    public void Raise(Instant now, IsisAlarmReason reason, string about, IIsisEffects effects)
    {
        IsisAlarm alarm = new(reason, about);
        bool isKnown = _last.TryGetValue(alarm, out Instant last);
        if (isKnown ? now < last + IsisLimits.AlarmInterval : !HasPlace(now, reason))
        {
            counters.Increment(IsisCounter.AlarmsSuppressed);
            return;
        }

        _subjects[(int)reason] += isKnown ? 0 : 1;
        _last[alarm] = now;
        effects.Emit(alarm);
    }

    private bool HasPlace(Instant now, IsisAlarmReason reason)
    {
        if (_subjects[(int)reason] < IsisLimits.AlarmSubjects)
        {
            return true;
        }

        foreach (KeyValuePair<IsisAlarm, Instant> entry in _last)
        {
            if (entry.Key.Reason == reason && now >= entry.Value + IsisLimits.AlarmInterval)
            {
                _last.Remove(entry.Key);
                _subjects[(int)reason]--;
            }
        }

        return _subjects[(int)reason] < IsisLimits.AlarmSubjects;
    }
}
