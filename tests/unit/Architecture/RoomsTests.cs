using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace InventoryTools.Tests.Architecture;

/// <summary>A room is a folder of a project of src. docs/architecture.md describes the rooms.</summary>
public sealed class RoomsTests
{
    // The table of the page: a row names the rooms that a room may use. They stand above it, so there is no circle.
    private static readonly (string Room, string[] MayUse)[] s_rooms =
    [
        .. File.ReadAllLines(Repository.PathOf("docs", "architecture.md"))
            .Select(line => Regex.Match(
                line, @"^\| (?<room>(Core|Endpoint|Aws|Sqlite|PowerShell)(/\w+)?) \|(?<used>[^|]*)\|"))
            .Where(match => match.Success)
            .Select(match => (match.Groups["room"].Value, match.Groups["used"].Value.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))),
    ];

    private static readonly SourceFile[] s_files =
        [.. Directory.GetDirectories(Repository.PathOf("src")).SelectMany(SourceFile.Under)];

    private static readonly ILookup<string, string> s_roomsOfNamespace = s_files
        .Where(file => file.Namespace != "InventoryTools")
        .ToLookup(file => file.Namespace, file => file.Room);

    [Fact]
    public void A_room_uses_only_the_rooms_that_it_may()
    {
        HashSet<string> allowed = [.. s_rooms.SelectMany(row => row.MayUse.SelectMany(Expand)
            .Append(row.Room)
            .Select(used => $"{row.Room} -> {used}"))];
        Assert.Empty(OfUsings().Concat(OfAssemblies()).Where(use => !allowed.Contains(use.Arrow))
            .Select(use => $"{use.Arrow}: {use.By}").Distinct());
    }

    [Fact]
    public void A_row_names_only_rooms_above_it() => Assert.All(
        s_rooms.Select((row, index) => (row, Above: s_rooms.Take(index).Select(above => above.Room))),
        each => Assert.Subset(each.Above.ToHashSet(), each.row.MayUse.SelectMany(Expand).ToHashSet()));

    [Fact]
    public void Every_room_has_a_row() => Assert.Equal(
        s_rooms.Select(row => row.Room).Order(), s_files.Select(file => file.Room).Distinct().Order());

    // docs/Update-Architecture.ps1 writes them anew.
    [Fact]
    public void The_ways_of_the_page_name_files_that_exist() => Assert.Empty(
        File.ReadAllLines(Repository.PathOf("docs", "architecture.md"))
            .Select(line => Regex.Match(line, @"^1\. (?<room>[\w/]+): (`(?<file>\w+)`(, )?)+$"))
            .SelectMany(way => way.Groups["file"].Captures.Select(file => $"{way.Groups["room"].Value}/{file.Value}"))
            .Except(s_files.Select(file => $"{file.Room}/{file.Name}")));

    [Fact]
    public void A_namespace_is_its_folder_except_for_what_users_hold() => Assert.All(
        s_files,
        file => Assert.True(
            file.Namespace == file.ExpectedNamespace || (file.Namespace == "InventoryTools" && IsHeld(file)),
            $"{file.Path}: {file.Namespace}"));

    [Fact]
    public void The_core_makes_public_what_users_hold_and_nothing_else() => Assert.All(
        typeof(InventoryItem).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("InventoryTools", StringComparison.Ordinal) == true),
        type => Assert.Equal(type.Namespace == "InventoryTools", (type.DeclaringType ?? type).IsPublic));

    [Fact]
    public void A_file_has_the_name_of_its_type() => Assert.All(
        s_files,
        file => Assert.True(
            file.Types.Any(type => type.Name == file.Name || type.Name == file.Name + "Request"),
            $"{file.Path}: {string.Join(", ", file.Types.Select(type => type.Name))}"));

    [Fact]
    public void No_two_types_have_one_name() => Assert.Empty(
        s_files.SelectMany(file => file.Types.Select(type => (type.Name, type.IsPartial, file.Path)))
            .GroupBy(type => type.Name)
            .Where(named => named.Count() > 1 && !named.All(type => type.IsPartial))
            .Select(named => string.Join(", ", named.Select(type => type.Path))));

    [Fact]
    public void No_file_is_longer_than_300_lines_and_no_line_than_120_columns() => Assert.Empty(
        s_files.Concat(SourceFile.Under(Repository.PathOf("tests"))).SelectMany(file => file.Lines
            .Select((line, index) => $"{file.Path}({index + 1}): {line.Length} columns")
            .Where((_, index) => file.Lines[index].Length > 120 || index == 300)));

    // Time passes as the tests say, so no code asks another clock.
    [Fact]
    public void SystemClock_alone_reads_the_time() => Assert.Equal(
        ["SystemClock"],
        s_files.Where(file => file.Lines.Any(line => Regex.IsMatch(
                line, @"DateTime(Offset)?\.(Utc)?Now|\bStopwatch\b|Task\.Delay|Environment\.TickCount|Thread\.Sleep")))
            .Select(file => file.Name));

    [Fact]
    public void The_core_has_no_sockets() => Assert.DoesNotContain(
        typeof(InventoryItem).Assembly.GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("System.Net", StringComparison.Ordinal));

    private static IEnumerable<string> Expand(string room) => room.EndsWith("/*", StringComparison.Ordinal)
        ? s_rooms.Select(row => row.Room).Where(name => name.StartsWith(room[..^1], StringComparison.Ordinal))
        : [room];

    private static bool IsHeld(SourceFile file) =>
        file.Project == "Core" || file.Name is "InventoryEndpoint" or "InventoryItemException" or "InventoryRow";

    // The compiler leaves no trace of a constant that it has replaced by its value.
    private static IEnumerable<(string Arrow, string By)> OfUsings() =>
        from file in s_files
        from used in file.Usings
        from room in s_roomsOfNamespace[used].Distinct()
        select ($"{file.Room} -> {room}", file.Path);

    private static List<(string Arrow, string By)> OfAssemblies()
    {
        Dictionary<string, string> rooms = s_files
            .SelectMany(file => file.Types.Select(type => (Type: $"{file.Namespace}.{type.Name}", file.Room)))
            .DistinctBy(type => type.Type)
            .ToDictionary(type => type.Type, type => type.Room);
        List<(string Arrow, string By)> arrows = [];
        HashSet<string> seen = [];
        string[] paths = Directory.GetFiles(
            Repository.PathOf("bin", "net8.0"), "InventoryTools*.dll", SearchOption.AllDirectories);
        Assert.Equal(5, paths.Length);
        foreach (string path in paths)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(path);
            foreach (TypeDefinition type in module.GetTypes())
            {
                if (NameWithoutArity(type) is string by && rooms.TryGetValue(by, out string? room))
                {
                    seen.Add(by);
                    arrows.AddRange(TypeReferences.Of(type).Select(NameWithoutArity).Where(rooms.ContainsKey)
                        .Select(used => ($"{room} -> {rooms[used]}", $"{by} uses {used}")));
                }
            }
        }

        Assert.Empty(rooms.Keys.Except(seen));
        return arrows;
    }

    private static string NameWithoutArity(TypeReference type) =>
        type.DeclaringType is null ? type.FullName.Split('`')[0] : NameWithoutArity(type.DeclaringType);

    private sealed record SourceFile(string Path, string[] Lines)
    {
        private static readonly Regex s_type = new(
            @"^(?<modifiers>((public|internal|sealed|static|abstract|readonly|partial|ref|file) )*)"
            + @"((class|record|struct|interface|enum) )+(?<name>\w+)|^.*\bdelegate [^(]*?(?<name>\w+)(<\w+>)?\(");

        public string Name { get; } = System.IO.Path.GetFileName(Path).Split('.')[0];

        public string Project { get; } = Path.Split('/')[1].Split('.')[^1];

        public string Room => string.Join('/', Path.Split('/')[2..^1].Prepend(Project));

        public string Namespace { get; } = Starting(Lines, "namespace ").FirstOrDefault("");

        public string ExpectedNamespace => string.Join(
            '.',
            Path.Split('/')[2..^1].Prepend(Project).Where(part => part is not ("Core" or "PowerShell"))
                .Prepend("InventoryTools"));

        public IEnumerable<string> Usings => Starting(Lines, "using ");

        public IEnumerable<(string Name, bool IsPartial)> Types => Lines.Select(line => s_type.Match(line))
            .Where(match => match.Success)
            .Select(match => (
                match.Groups["name"].Value,
                match.Groups["modifiers"].Value.Contains("partial", StringComparison.Ordinal)));

        public static IEnumerable<SourceFile> Under(string folder) =>
            Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
                .Where(path => !Regex.IsMatch(path, "/(bin|obj|node_modules)/"))
                .Select(path => new SourceFile(path, File.ReadAllLines(Repository.PathOf(path))));

        private static IEnumerable<string> Starting(string[] lines, string word) =>
            lines.Where(line => line.StartsWith(word, StringComparison.Ordinal))
                .Select(line => line[word.Length..].TrimEnd(';'));
    }
}
