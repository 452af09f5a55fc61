using InventoryTools.Rules;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class RulesPageTests
{
    [Fact]
    public void The_rules_page_is_the_table()
    {
        string path = Repository.PathOf("docs", "en-US", "about_InventoryRules.md");
        if (Environment.GetEnvironmentVariable("INVENTORYTOOLS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, RulesPage.Generate());
        }

        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == RulesPage.Generate(),
            "The page is out of date. Set INVENTORYTOOLS_UPDATE_SNAPSHOTS=1, run the tests and look at what changed.");
    }

    [Fact]
    public void The_page_has_the_form_of_an_about_topic_and_tells_every_rule_once()
    {
        string[] lines = RulesPage.Generate().Split('\n');
        Assert.Equal("# about_InventoryRules", lines[0]);
        Assert.Equal(
            ["## Short description", "## Long description"],
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(
            InventoryRules.All.Select(rule => rule.Id),
            lines.Where(line => line.StartsWith("#### ", StringComparison.Ordinal)).Select(line => line[5..]));
        Assert.Contains("### The account: listed, but only the service can judge it", lines);
    }

    // The page is not escaped, so that it reads alike as text and as Markdown.
    [Fact]
    public void Nothing_in_a_rule_is_taken_for_Markdown() => Assert.All(InventoryRules.All, rule =>
    {
        Assert.All(
            new[] { rule.Description, rule.Limit, rule.Remedy, rule.Source },
            text => Assert.DoesNotMatch(@"[|\\*`<>\[\]#\r\n]|\b_|_\b", text));
        Assert.DoesNotMatch(@"[`\r\n]", rule.Pattern ?? "");
    });
}
