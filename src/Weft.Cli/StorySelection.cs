using Weft.Lab;
using Weft.Model;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>Finds the stories of a fabric.</summary>
internal static class StorySelection
{
    /// <summary>
    /// The stories of a fabric that this runtime plays, in the order of their names, or those named. Null, after saying why on standard
    /// error, when a file has faults, a name is unknown, or a story that is named is for the other runtime.
    /// </summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="names">Names of stories; empty means all.</param>
    /// <param name="runtime">Who asks.</param>
    public static IReadOnlyList<Story>? Find(Fabric fabric, string[] names, StoryRuntimes runtime)
    {
        List<Story> stories = [];
        bool isFaulty = false;
        string[] files = Directory.Exists(Home.Stories) ? [.. Directory.EnumerateFiles(Home.Stories, "*.yaml").Order(StringComparer.Ordinal)] : [];
        foreach (string file in files)
        {
            StoryLoad load = Read(Path.GetRelativePath(Environment.CurrentDirectory, file));
            bool isOurs = load.Story?.Fabric == fabric.Name;
            foreach (StoryFault fault in load.Faults.Concat(isOurs ? StoryCheck.Check(load.Story!, fabric) : []))
            {
                Console.Error.WriteLine($"error: {fault}");
                isFaulty = true;
            }

            if (isOurs)
            {
                stories.Add(load.Story!);
            }
        }

        string[] known = [.. stories.Select(story => story.Name)];
        List<Story> own = [];
        foreach (string file in names.Where(IsFile))
        {
            isFaulty |= !TryAdd(file, fabric, own);
        }

        foreach (string name in names.Where(name => !IsFile(name) && !known.Contains(name)))
        {
            Console.Error.WriteLine($"weft {Verb(runtime)}: {fabric.Name} has no story {name}; {Suggestion.For(name, known, "stories")}");
            isFaulty = true;
        }

        Story[] chosen = [.. stories.Where(story => names.Length == 0 || names.Contains(story.Name)), .. own];
        foreach (Story story in chosen.Where(story => !story.Runs.HasFlag(runtime)))
        {
            Console.Error.WriteLine($"weft {Verb(runtime)}: the story {story.Name} is left out: it is for weft {Verb(story.Runs)} run {fabric.Name} --story {story.Name}");
            isFaulty |= names.Length > 0;
        }

        return isFaulty ? null : [.. chosen.Where(story => story.Runs.HasFlag(runtime))];
    }

    /// <summary>True for the path of a story file, where others are names of stories.</summary>
    public static bool IsFile(string name) => name.EndsWith(".yaml", StringComparison.Ordinal) && File.Exists(name);

    /// <summary>What <c>--story</c> finds a story by: its name, or its file where that is not one of the project's.</summary>
    public static string NameFor(Story story) => Path.GetDirectoryName(Path.GetFullPath(story.File)) == Path.GetFullPath(Home.Stories) ? story.Name : story.File;

    /// <summary>A story by its file. One that the fuzzer wrote down is completed, so that any runtime can play it.</summary>
    private static bool TryAdd(string file, Fabric fabric, List<Story> stories)
    {
        StoryLoad load = Read(file);
        List<StoryFault> faults = [.. load.Faults];
        if (load.Story is Story story)
        {
            faults.AddRange(StoryCheck.Check(story, fabric));
            stories.Add(DrawnStory.Complete(story, fabric));
        }

        faults.ForEach(fault => Console.Error.WriteLine($"error: {fault}"));
        return faults.Count == 0;
    }

    private static string Verb(StoryRuntimes runtime) => runtime == StoryRuntimes.Lab ? "lab" : "sim";

    private static StoryLoad Read(string path)
    {
        try
        {
            return StoryFile.Parse(File.ReadAllText(path), path);
        }
        catch (IOException fault)
        {
            throw new LabException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
