using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace InventoryTools.Hosted.Tests;

/// <summary>
/// The pages in docs/en-US, the help that is made of them and the commands say the same. Where they do not:
/// <c>build.ps1 -Task Help</c> makes the help anew.
/// </summary>
public sealed class HelpTests : IDisposable
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Every_command_has_a_page_and_every_page_a_command() => Assert.Equal(
        Commands().Select(command => command.Name).Order(StringComparer.Ordinal),
        Pages("*-*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal));

    [Fact]
    public void A_page_has_the_parameters_and_aliases_of_its_command()
    {
        foreach (CmdletInfo command in Commands())
        {
            string page = Page(command.Name);
            Assert.Equal(
                Parameters(command).Order(StringComparer.OrdinalIgnoreCase),
                Sections(Section(page, "## PARAMETERS"), "### -").Keys.Where(name => name != "CommonParameters"));
            foreach (string name in Parameters(command))
            {
                string[] aliases = [.. Regex.Matches(ParameterSection(page, name), @"(?<=Aliases:(\n- .*)*\n- ).*").Select(match => match.Value)];
                Assert.Equal(command.Parameters[name].Aliases.Order(StringComparer.Ordinal), aliases.Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void Get_Help_explains_every_command_and_every_parameter()
    {
        List<string> gaps = [];
        foreach (CmdletInfo command in Commands())
        {
            PSObject help = _engine.Run("Get-Help $args[0] -Full", command.Name).Output.Single();
            PSObject[] examples = Members(help, "examples", "example");
            PSObject[] parameters = Members(help, "parameters", "parameter");
            Require(!Text(help, "Synopsis").Contains(command.Name, StringComparison.Ordinal), "synopsis");
            Require(Text(help, "description").Length > 0, "description");
            Require(examples.Length >= 2, "second example");
            Require(examples.All(example => Text(example, "code").Length > 0), "code in an example");
            Require(Members(help, "inputTypes", "inputType").Length > 0, "input");
            Require(Members(help, "returnValues", "returnValue").Length > 0, "output");
            foreach (string name in Parameters(command))
            {
                PSObject? parameter = parameters.SingleOrDefault(one => Text(one, "name") == name);
                Require(parameter is not null && Text(parameter, "description").Length > 0, "text for -" + name);
            }

            void Require(bool isThere, string what)
            {
                if (!isThere)
                {
                    gaps.Add($"{command.Name}: no {what}");
                }
            }
        }

        Assert.Empty(gaps);
    }

    [Fact]
    public void Get_Help_says_of_a_command_what_its_page_says()
    {
        XDocument help = XDocument.Load(Repository.PathOf("en-US", "InventoryTools.dll-Help.xml"));
        foreach (XElement command in help.Root!.Elements(s_command + "command"))
        {
            XElement details = command.Element(s_command + "details")!;
            string page = Page(details.Element(s_command + "name")!.Value);
            AssertSame(Section(page, "## SYNOPSIS"), details.Element(s_maml + "description")!);
            AssertSame(Section(page, "## DESCRIPTION"), command.Element(s_maml + "description")!);
            AssertSame(Section(page, "## NOTES"), command.Element(s_maml + "alertSet")!);
            foreach (XElement parameter in command.Element(s_command + "parameters")!.Elements())
            {
                string section = ParameterSection(page, parameter.Element(s_maml + "name")!.Value);
                AssertSame(section[..section.IndexOf("```yaml", StringComparison.Ordinal)], parameter.Element(s_maml + "description")!);
            }

            Assert.Equal(
                Sections(Section(page, "## EXAMPLES"), "### ").Values.Select(Letters),
                command.Descendants(s_command + "example").Select(example => Letters(
                    example.Element(s_maml + "introduction")!.Value + example.Element(s_dev + "code")!.Value
                    + example.Element(s_dev + "remarks")!.Value)));
        }
    }

    [Fact]
    public void An_about_topic_has_the_words_of_its_page()
    {
        string[] pages = [.. Pages("about_*.md")];
        Assert.NotEmpty(pages);
        foreach (string page in pages)
        {
            string topic = Path.GetFileNameWithoutExtension(page);
            string text = File.ReadAllText(Repository.PathOf("en-US", topic + ".help.txt"));
            Assert.Equal(Words("topic\n" + Plain(Read(page))), Words(text));
            Assert.Equal(text.ReplaceLineEndings("\n"), _engine.Run("Get-Help $args[0]", topic).Output.Single().ToString().ReplaceLineEndings("\n"));

            // Get-Help takes the fifth line as what it lists beside the topic's name.
            Assert.Matches(@"^    \S.*\.$", text.Split('\n')[4]);
        }
    }

    private CmdletInfo[] Commands() =>
        [.. _engine.Run("Get-Command -Module InventoryTools").Output.Select(command => (CmdletInfo)command.BaseObject)];

    private static string[] Parameters(CmdletInfo command) =>
        [.. command.Parameters.Keys.Except(Cmdlet.CommonParameters, StringComparer.OrdinalIgnoreCase)];

    private static string[] Pages(string pattern) => Directory.GetFiles(Repository.PathOf("docs", "en-US"), pattern);

    private static string Page(string command) => Read(Repository.PathOf("docs", "en-US", command + ".md"));

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static string Section(string page, string heading) =>
        Sections(page, "## ")[heading["## ".Length..]];

    private static string ParameterSection(string page, string name) => Sections(Section(page, "## PARAMETERS"), "### -")[name];

    // The texts behind headings of one kind, by what follows the kind's mark.
    private static Dictionary<string, string> Sections(string text, string mark) => Regex
        .Matches(text, $@"^{Regex.Escape(mark)}(?<name>.*)\n(?<text>(?:(?!^{Regex.Escape(mark[..mark.IndexOf(' ', StringComparison.Ordinal)])} ).*\n?)*)", RegexOptions.Multiline)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value);

    private static PSObject[] Members(PSObject help, string list, string member) =>
        help.Properties[list]?.Value is PSObject found && found.Properties[member]?.Value is object value
            ? [.. LanguagePrimitives.ConvertTo<PSObject[]>(value)]
            : [];

    // A text of the help is a text, or paragraphs with a property Text.
    private static string Text(PSObject help, string property) => string.Concat(
        LanguagePrimitives.ConvertTo<PSObject[]>(help.Properties[property]?.Value ?? Array.Empty<PSObject>())
            .Select(part => (part.Properties["Text"]?.Value ?? part).ToString()))
        .Trim();

    private static void AssertSame(string page, XElement help) => Assert.Equal(Letters(page), Letters(help.Value));

    // What is left when Markdown's marks and the breaks between lines do not count.
    private static string Letters(string text) => Regex.Replace(Plain(text), "[^0-9A-Za-z]", "");

    private static string Plain(string markdown) =>
        Regex.Replace(Regex.Replace(markdown, @"^\s*```\w*$", "", RegexOptions.Multiline), @"\[([^\]]+)\]\((?!https?:)[^)]+\)", "$1");

    // Cells of a table that are wrapped stand side by side, so the order does not count.
    private static string[] Words(string text) =>
        [.. Regex.Matches(text.ToLowerInvariant(), "[0-9a-z]+").Select(match => match.Value).Order(StringComparer.Ordinal)];
}
