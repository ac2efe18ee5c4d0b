using System.Text;
using Weft.Stories;

namespace Weft.Report;

/// <summary>Writes a move as a sequence diagram of plain characters: a column for each who takes part, a line for each thing that happened.</summary>
public static class SequenceText
{
    private const int TimeWidth = 9;
    private const int NarrowestLane = 8;
    private const int WidestLane = 12;

    /// <summary>The diagram, each line ended.</summary>
    public static string Render(MoveRecord move)
    {
        StringBuilder text = new();
        text.Append($"move of {move.Host} from {move.From?.ToString() ?? "nowhere"} to {move.To}, {Words.Seconds(move.At)} after the story began (line {move.Line})\n");
        int[] middles = new int[move.Lanes.Length];
        StringBuilder head = new("ms".PadLeft(TimeWidth));
        int room = TimeWidth + 1;
        for (int i = 0; i < middles.Length; i++)
        {
            string name = Shortened(move.Lanes[i].Name);
            int width = Math.Max(NarrowestLane, name.Length + 2);
            middles[i] = room + (width / 2);
            head.Append(' ', middles[i] - (name.Length / 2) - head.Length).Append(name);
            room += width;
        }

        text.Append(head).Append('\n');
        foreach (MoveMoment moment in move.Moments)
        {
            text.Append(Words.After(moment.After).PadLeft(TimeWidth)).Append(Line(move, moment, middles, room)).Append("  ").Append(moment.Text).Append('\n');
        }

        if (move.LeftOut > 0)
        {
            text.Append(' ', TimeWidth + 1).Append($"and {Words.Count(move.LeftOut, "node", "nodes")} more, without a column\n");
        }

        return text.ToString();
    }

    /// <summary>The lanes of one line: a bar each, the mark of what happened, and an arrow to whom it was sent.</summary>
    private static string Line(MoveRecord move, MoveMoment moment, int[] middles, int room)
    {
        char[] line = new char[room];
        Array.Fill(line, ' ');
        foreach (int middle in middles)
        {
            line[middle] = '|';
        }

        int at = move.LaneOf(moment.At);
        int to = move.LaneOf(moment.To);
        if (at >= 0 && to >= 0)
        {
            (int low, int high) = (Math.Min(middles[at], middles[to]), Math.Max(middles[at], middles[to]));
            for (int i = low + 1; i < high; i++)
            {
                line[i] = line[i] == '|' ? '+' : '-';
            }

            line[to > at ? middles[to] - 1 : middles[to] + 1] = to > at ? '>' : '<';
        }

        if (at >= 0)
        {
            line[middles[at]] = Mark(moment.Kind);
        }

        return new string(line, TimeWidth, room - TimeWidth);
    }

    private static char Mark(MomentKind kind) => kind switch
    {
        MomentKind.Plug => '#',
        MomentKind.Confirm => '@',
        MomentKind.Yield => 'x',
        MomentKind.Route => '=',
        MomentKind.Event => '!',
        _ => 'o',
    };

    private static string Shortened(string name) => name.Length <= WidestLane ? name : name[..WidestLane];
}
