using InventoryTools.Rules;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class RequestConstraintsTests
{
    private const string Hard = "1 validation error detected: Value ";

    // Published answers of Systems Manager have these very forms.
    [Fact]
    public void The_sentences_are_those_of_the_service()
    {
        Assert.Equal(
            Hard + "'i-083e1601960282cd' at 'instanceId' failed to satisfy constraint: "
                + @"Member must satisfy regular expression pattern: (^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)",
            Message(RequestConstraints.Check(new PutInventoryRequest("i-083e1601960282cd", [Items.Valid()]))));
        Assert.Equal(
            Hard + "null at 'instanceId' failed to satisfy constraint: Member must not be null",
            Message(RequestConstraints.Check(new PutInventoryRequest(null!, [Items.Valid()]))));
        Assert.Equal(
            Hard + "'[]' at 'items' failed to satisfy constraint: Member must have length greater than or equal to 1",
            Message(RequestConstraints.Check(new PutInventoryRequest(Items.Node, []))));
        Assert.Equal(
            Hard + "'49' at 'maxResults' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 50",
            Message(RequestConstraints.Check(new GetInventorySchemaRequest { MaxResults = 49 })));
    }

    [Fact]
    public void Maps_say_what_their_names_and_values_must_be()
    {
        InventoryItem item = Items.Valid(
            Items.Entry(("A", "1")),
            Items.Entry((new string('n', 65), "1")),
            Items.Entry(("B", new string('v', 4097))),
            Items.EntryOf(51));
        string message = Message(RequestConstraints.Check(new PutInventoryRequest(Items.Node, [Items.Valid(), item])));
        Assert.StartsWith("3 validation errors detected: ", message, StringComparison.Ordinal);
        Assert.Contains(
            "at 'items.2.member.content.2.member' failed to satisfy constraint: Map keys must satisfy constraint: "
                + "[Member must have length less than or equal to 64, "
                + "Member must have length greater than or equal to 1]",
            message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at 'items.2.member.content.3.member' failed to satisfy constraint: Map value must satisfy constraint: "
                + "[Member must have length less than or equal to 4096, "
                + "Member must have length greater than or equal to 0]",
            message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at 'items.2.member.content.4.member' failed to satisfy constraint: "
                + "Member must have length less than or equal to 50",
            message,
            StringComparison.Ordinal);
        Assert.True(message.Length < 4000, "a long value is cut");
    }

    [Fact]
    public void Queries_are_bounded()
    {
        InventoryFilter filter = new("k", ["v"]);
        GetInventoryRequest request = new()
        {
            Filters =
            [
                filter, filter, filter, filter, filter,
                new("", [.. Enumerable.Repeat("v", 41)]), null!, new(null!, null!),
            ],
            Aggregators = [new(new string('e', 1001), [null!], [null!, new(null!, null!), new("", [])])],
            ResultTypeName = "Nothing",
            MaxResults = 0,
        };
        Assert.Equal(
            [
                "filters", "filters.6.member.key", "filters.6.member.values", "filters.7.member",
                "filters.8.member.key", "filters.8.member.values",
                "aggregators.1.member.expression", "aggregators.1.member.aggregators.1.member",
                "aggregators.1.member.groups.1.member",
                "aggregators.1.member.groups.2.member.name", "aggregators.1.member.groups.2.member.filters",
                "aggregators.1.member.groups.3.member.name", "aggregators.1.member.groups.3.member.filters",
                "resultAttributes.1.member.typeName", "maxResults",
            ],
            Paths(RequestConstraints.Check(request)));
        Assert.Equal(
            ["typeName", "clientToken"],
            Paths(RequestConstraints.Check(new DeleteInventoryRequest("x") { ClientToken = "no UUID" })));
        Assert.Equal(
            ["deletionId", "maxResults"],
            Paths(RequestConstraints.Check(
                new DescribeInventoryDeletionsRequest { DeletionId = "x", MaxResults = 51 })));
        Assert.Equal(
            ["instanceId", "typeName", "filters"],
            Paths(RequestConstraints.Check(new ListInventoryEntriesRequest(null!, null!) { Filters = [] })));
        Assert.Empty(RequestConstraints.Check(new GetInventorySchemaRequest { TypeName = "" }));
        Assert.Equal(
            ["typeName"],
            Paths(RequestConstraints.Check(new GetInventorySchemaRequest { TypeName = new string('x', 101) })));
    }

    private static IEnumerable<string> Paths(IEnumerable<ConstraintViolation> violations) =>
        violations.Select(violation => violation.Path);

    public static TheoryData<string, Action<InventoryItem>> Changes => new()
    {
        { "nothing", _ => { } },
        { "no type", item => item.TypeName = "" },
        { "bad type", item => item.TypeName = "custom:A" },
        { "long type", item => item.TypeName = "Custom:" + new string('A', 94) },
        { "small letter", item => item.TypeName = "Custom:a" },
        { "unknown type", item => item.TypeName = "AWS:Nothing" },
        { "type with a line break", item => item.TypeName = "Custom:A\n" },
        { "no version", item => item.SchemaVersion = "" },
        { "bad version", item => item.SchemaVersion = "1" },
        { "version in other digits", item => item.SchemaVersion = "١.٠" },
        { "no time", item => item.CaptureTime = "" },
        { "bad time", item => item.CaptureTime = "2026-01-31 12:00:00" },
        { "long hash", item => item.ContentHash = new string('h', 257) },
        { "neither content nor hash", item => item.Content = null },
        { "hash alone", item => { item.Content = null; item.ContentHash = "h"; } },
        { "many entries",
            item => item.Content = new InventoryContent(Enumerable.Repeat(Items.Entry(("A", "1")), 10001)) },
        { "many attributes", item => item.Content = [Items.EntryOf(51)] },
        { "many names in all", item => item.Content = [Items.EntryOf(50), Items.Entry(("Z", "1"))] },
        { "long name", item => item.Content = [Items.Entry((new string('n', 65), "1"))] },
        { "empty name", item => item.Content = [Items.Entry(("", "1"))] },
        { "long name in two units a character",
            item => item.Content = [Items.Entry((string.Concat(Enumerable.Repeat("\U0001F600", 64)), "1"))] },
        { "long value", item => item.Content = [Items.Entry(("A", new string('v', 4097)))] },
        { "long value in two units a character",
            item => item.Content = [Items.Entry(("A", string.Concat(Enumerable.Repeat("\U0001F600", 4096))))] },
        { "case", item => item.Content = [Items.Entry(("A", "1"), ("a", "1"))] },
        { "half a pair", item => item.Content = [Items.Entry(("A", "\ud800"))] },
        { "context", item => item.Context = new InventoryEntry { ["A"] = "1" } },
        { "large context", item => item.Context = Items.EntryOf(51) },
        { "long context",
            item => item.Context = new InventoryEntry { [new string('n', 65)] = new string('v', 4097) } },
        { "large",
            item => item.Content = new InventoryContent(
                Enumerable.Repeat(Items.Entry(("A", new string('v', 4096))), 300)) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Constraints_are_broken_exactly_where_the_rules_say_ValidationException(
        string what, Action<InventoryItem> change)
    {
        InventoryItem item = Items.Valid();
        change(item);
        bool isBroken = RequestConstraints.Check(new PutInventoryRequest(Items.Node, [item])).Count > 0;
        Assert.True(
            isBroken == (InventoryChecker.FaultOf(InventoryChecker.CheckItem(item)) == FaultCode.Validation), what);
    }

    private static string Message(IReadOnlyList<ConstraintViolation> violations) =>
        ConstraintViolation.ToFault(violations).Message!;
}
