using FsCheck.Xunit;
using InventoryTools.Reading;
using Xunit;

namespace InventoryTools.Tests.Reading;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("AWS:Application.Name -eq bash", "AWS:Application.Name Equal [bash]")]
    [InlineData("  AWS:Application.Name   -EQ   bash  ", "AWS:Application.Name Equal [bash]")]
    [InlineData("A.B -in a,b , c", "A.B Equal [a][b][c]")]
    [InlineData("A.B -ne 'x y', \"it's\", 'it''s'", "A.B NotEqual [x y][it's][it's]")]
    [InlineData("A.B -like app*", "A.B BeginWith [app]")]
    [InlineData("A.B -BeginWith app*", "A.B BeginWith [app*]")]
    [InlineData("A.B -lt -5 -and A.C -gt '-and'", "A.B LessThan [-5]; A.C GreaterThan [-and]")]
    [InlineData("TypeName -Exists AWS:File", "TypeName Exists [AWS:File]")]
    [InlineData("'Custom:My Type.Att ribute' -eq ''", "Custom:My Type.Att ribute Equal []")]
    public void Text_is_read_as_it_is_meant(string text, string expected) =>
        Assert.Equal(expected, string.Join("; ", FilterParser.Parse(text).Select(Describe)));

    [Theory]
    [InlineData("", "an attribute is missing")]
    [InlineData("A.B", "an operator is missing")]
    [InlineData("A.B = x", "'=' is not an operator")]
    [InlineData("A.B -GE 1", "the service has no -GE; choose further among the results, with Where-Object")]
    [InlineData("A.B '-eq' x", "'-eq' is not an operator")]
    [InlineData("A.B -eq", "a value is missing")]
    [InlineData("A.B -eq x,", "a value is missing")]
    [InlineData("A.B -eq , x", "a value is missing")]
    [InlineData("A.B -eq x -or A.B -eq y", "the service has no -or; write several values of one attribute after -in")]
    [InlineData("A.B -eq x y", "'y' stands where -and or the end should be")]
    [InlineData("A.B -eq x -and", "an attribute is missing")]
    [InlineData("A.B -eq 'x", "a quote is not closed")]
    [InlineData("A.B -like x", "an asterisk at its end")]
    [InlineData("A.B -like *", "an asterisk at its end")]
    [InlineData("A.B -like a*b*", "an asterisk at its end")]
    public void What_is_no_filter_is_told(string text, string why)
    {
        FormatException error = Assert.Throws<FormatException>(() => FilterParser.Parse(text));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{text}' is not a filter: ", error.Message, StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void Any_filter_that_is_written_is_read_back(
        WholeText key, WholeText[] others, FilterOperator comparison, bool isDouble)
    {
        char quote = isDouble ? '"' : '\'';
        InventoryFilter filter = new(key.Value, [key.Value, .. others.Select(text => text.Value)], comparison);
        string values = string.Join(isDouble ? "," : " , ", filter.Values.Select(value => Quote(value, quote)));
        string text = $"{Quote(filter.Key, quote)} -{filter.Operator} {values}";
        Assert.Equal(Describe(filter), Describe(Assert.Single(FilterParser.Parse(text))));
        Assert.Equal([Describe(filter), Describe(filter)], FilterParser.Parse($"{text} -and {text}").Select(Describe));
    }

    private static string Quote(string text, char quote) =>
        quote + text.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal) + quote;

    private static string Describe(InventoryFilter filter) =>
        $"{filter.Key} {filter.Operator} {string.Concat(filter.Values.Select(value => $"[{value}]"))}";
}
