using System.Globalization;

namespace Weft.Report;

/// <summary>Maps the time of a story to a picture's width, and finds round marks for it.</summary>
internal readonly record struct TimeAxis(TimeSpan End, double Left, double Width)
{
    private const int MostMarks = 10;

    /// <summary>Where a moment is.</summary>
    public double X(TimeSpan at) => Left + (Math.Clamp(at / (End > TimeSpan.Zero ? End : TimeSpan.FromTicks(1)), 0, 1) * Width);

    /// <summary>Between two marks: 1, 2 or 5 times a power of ten.</summary>
    public TimeSpan Step
    {
        get
        {
            double seconds = 0.001;
            for (int i = 0; End.TotalSeconds / seconds > MostMarks; i++)
            {
                seconds *= i % 3 == 1 ? 2.5 : 2;
            }

            return TimeSpan.FromSeconds(seconds);
        }
    }

    public IEnumerable<(TimeSpan At, string Text)> Marks
    {
        get
        {
            TimeSpan step = Step;
            for (TimeSpan at = TimeSpan.Zero; at <= End; at += step)
            {
                yield return (at, $"{at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s");
            }
        }
    }
}
