namespace InventoryTools.Endpoint.Signing;

/// <summary>The parts of an Authorization header of Signature Version 4.</summary>
internal sealed record Authorization(
    string AccessKey,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly string[] s_required = ["Credential", "Signature", "SignedHeaders"];

    /// <summary>Reads a header. The problem of an incomplete header has the words of AWS.</summary>
    public static Authorization? Parse(string text, out string problem)
    {
        problem = "";
        int space = text.IndexOf(' ');
        if (space < 0 || text.Substring(0, space) != Algorithm)
        {
            problem = $"Unsupported AWS 'algorithm': '{(space < 0 ? text : text.Substring(0, space))}'.";
            return null;
        }

        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        foreach (string part in text.Substring(space + 1).Split(','))
        {
            string[] pair = part.Trim().Split(['='], 2);
            if (pair.Length == 2)
            {
                parts[pair[0]] = pair[1];
            }
        }

        string[] missing =
            [.. s_required.Where(name => !parts.ContainsKey(name))];
        if (missing.Length > 0)
        {
            problem = string.Join(" ", missing.Select(name => $"Authorization header requires '{name}' parameter."));
            return null;
        }

        string[] credential = parts["Credential"].Split('/');
        if (credential.Length != 5 || credential[4] != "aws4_request")
        {
            problem = "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.";
            return null;
        }

        string[] signedHeaders = parts["SignedHeaders"].Split(';');
        return new Authorization(
            credential[0], credential[1], credential[2], credential[3], signedHeaders, parts["Signature"]);
    }
}
