<#
Writes what Get-Help shows, en-US/ beside this script, from the pages in docs/en-US:
    InventoryTools.dll-Help.xml    by Microsoft.PowerShell.PlatyPS, with the Markdown taken out of its texts
    about_*.help.txt               plain text of at most 80 columns
StageModule.targets lays both beside the manifest.
#>
[CmdletBinding()]
param(
    [string] $DocsPath = "$PSScriptRoot/../../docs/en-US",
    [string] $OutputPath = "$PSScriptRoot/en-US",

    # Without the help of the commands, which needs PlatyPS.
    [switch] $AboutOnly
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Width = 80
$MamlNamespace = 'http://schemas.microsoft.com/maml/2004/10'
$DevNamespace = 'http://schemas.microsoft.com/maml/dev/2004/10'

# Text without Markdown's marks: code, bold, and links, of which the text stays and, for the web's, the address.
function ConvertTo-PlainText([string] $Markdown) {
    $parts = foreach ($part in $Markdown -split '(`[^`]*`)') {
        if ($part -match '^`(.*)`$') {
            $Matches[1]
        }
        else {
            $part -replace '\[([^\]]+)\]\((https?://[^)]+)\)', '$1 ($2)' -replace '\[([^\]]+)\]\([^)]+\)', '$1' `
                -replace '\*\*([^*]+)\*\*', '$1' -replace '\\([|*_<>\[\]])', '$1'
        }
    }

    $parts -join ''
}

# Splits Markdown into blocks: Kind is Heading, Code, Table, List or Text; Level is a heading's; Info is a fence's.
function Get-MarkdownBlock([string] $Markdown) {
    $lines = $Markdown -replace "`r", '' -split "`n"
    for ($at = 0; $at -lt $lines.Count; $at++) {
        $line = $lines[$at]
        $block = [ordered]@{ Kind = 'Text'; Lines = @($line); Level = 0; Info = '' }
        if ($line.Trim() -eq '') {
            continue
        }
        elseif ($line -match '^\s*```(.*)$') {
            $block.Kind = 'Code'
            $block.Info = $Matches[1].Trim()
            $block.Lines = @(while (++$at -lt $lines.Count -and $lines[$at] -notmatch '^\s*```') { $lines[$at] })
        }
        elseif ($line -match '^(#+)\s+(.*)$') {
            $block.Kind = 'Heading'
            $block.Level = $Matches[1].Length
            $block.Lines = @($Matches[2])
        }
        else {
            $isMore = if ($line -match '^\|') { '^\|' } else { '^(?!\s*$|\s*```|#|\|)' }
            while ($at + 1 -lt $lines.Count -and $lines[$at + 1] -match $isMore) {
                $block.Lines += $lines[++$at]
            }

            if ($line -match '^\|') { $block.Kind = 'Table' }
            elseif ($line -match '^\s*([-*]|\d+\.)\s') { $block.Kind = 'List' }
        }

        [pscustomobject] $block
    }
}

function Split-Line([string] $Text, [string] $First, [string] $Rest, [int] $Columns = $Width) {
    $line = $First
    $isEmpty = $true
    foreach ($word in $Text -split '\s+' -ne '') {
        if (-not $isEmpty -and $line.Length + 1 + $word.Length -gt $Columns) {
            $line
            $line = $Rest
            $isEmpty = $true
        }

        $line += $(if ($isEmpty) { '' } else { ' ' }) + $word
        $isEmpty = $false
    }

    $line
}

# The points of a list: a line without a mark of its own belongs to the point above it.
function Get-ListPoint([string[]] $Line) {
    $points = @()
    foreach ($one in $Line) {
        if ($one -match '^(\s*)([-*]|\d+\.)\s+(.*)$') {
            $points += [pscustomobject]@{ Mark = $Matches[1] + $Matches[2] + ' '; Text = $Matches[3] }
        }
        else {
            $points[-1].Text += ' ' + $one.Trim()
        }
    }

    $points
}

# A table as columns where it fits, and always where it has two; else a paragraph for each row.
function Format-TextTable([string[]] $Line, [string] $Indent) {
    $rows = @(foreach ($one in $Line) {
            if ($one -notmatch '^\|[\s|:-]+$') {
                , @($one.Trim() -replace '^\|' -replace '\|$' -split '(?<!\\)\|' | ForEach-Object { (ConvertTo-PlainText $_).Trim() })
            }
        })
    $count = $rows[0].Count
    $widths = @(for ($i = 0; $i -lt $count; $i++) { ($rows | ForEach-Object { $_[$i].Length } | Measure-Object -Maximum).Maximum })
    $total = $Indent.Length + ($widths | Measure-Object -Sum).Sum + 2 * ($count - 1)
    if ($total -gt $Width -and $count -ne 2) {
        foreach ($row in $rows | Select-Object -Skip 1) {
            Split-Line -Text $row[0] -First $Indent -Rest $Indent
            for ($i = 1; $i -lt $count; $i++) {
                Split-Line -Text "$($rows[0][$i]): $($row[$i])" -First "$Indent    " -Rest "$Indent      "
            }

            ''
        }

        return
    }

    if ($total -gt $Width) {
        $widths[0] = [System.Math]::Min($widths[0], 28)
        $widths[1] = $Width - $Indent.Length - $widths[0] - 2
    }

    foreach ($row in @(, $rows[0]) + @(, @($widths | ForEach-Object { '-' * $_ })) + @($rows | Select-Object -Skip 1)) {
        $cells = @(for ($i = 0; $i -lt $count; $i++) { , @(Split-Line -Text $row[$i] -First '' -Rest '' -Columns $widths[$i]) })
        $height = ($cells | ForEach-Object { $_.Count } | Measure-Object -Maximum).Maximum
        for ($y = 0; $y -lt $height; $y++) {
            $texts = for ($i = 0; $i -lt $count; $i++) {
                $(if ($y -lt $cells[$i].Count) { $cells[$i][$y] } else { '' }).PadRight($widths[$i])
            }

            ($Indent + ($texts -join '  ')).TrimEnd()
        }
    }

    ''
}

# Get-Help takes the fifth line of such a file as its synopsis.
function ConvertTo-AboutText([string] $Markdown, [string] $Topic) {
    $blocks = @(Get-MarkdownBlock ($Markdown -replace '(?s)\A---\r?\n.*?\r?\n---\r?\n') |
            Where-Object { $_.Kind -ne 'Heading' -or $_.Level -ne 1 })
    $blocks = @($blocks | Where-Object { $_.Kind -ne 'Heading' -or $_.Lines[0] -ne 'Short description' })
    'TOPIC'
    "    $Topic"
    ''
    'SHORT DESCRIPTION'
    '    ' + (ConvertTo-PlainText ($blocks[0].Lines -join ' '))
    ''
    foreach ($block in $blocks | Select-Object -Skip 1) {
        switch ($block.Kind) {
            'Heading' {
                $text = ConvertTo-PlainText $block.Lines[0]
                if ($block.Level -eq 2) {
                    $text.ToUpperInvariant()
                }
                else {
                    "  $text"
                    if ($block.Level -eq 3) { '  ' + '-' * $text.Length }
                }
            }
            'Code' {
                $block.Lines | ForEach-Object { "        $_".TrimEnd() }
                ''
            }
            'Table' { Format-TextTable $block.Lines '    ' }
            'List' {
                foreach ($point in Get-ListPoint $block.Lines) {
                    Split-Line -Text (ConvertTo-PlainText $point.Text) -First "    $($point.Mark)" -Rest (' ' * (4 + $point.Mark.Length))
                }

                ''
            }
            'Text' {
                Split-Line -Text (ConvertTo-PlainText ($block.Lines -join ' ')) -First '    ' -Rest '    '
                ''
            }
        }
    }
}

function Add-Paragraph([System.Xml.XmlElement] $Parent, [string] $Text) {
    $paragraph = $Parent.OwnerDocument.CreateElement('maml', 'para', $MamlNamespace)
    $paragraph.InnerText = $Text
    [void] $Parent.AppendChild($paragraph)
}

function Add-Block([System.Xml.XmlElement] $Parent, [object] $Block) {
    switch ($Block.Kind) {
        'Code' { Add-Paragraph $Parent ($Block.Lines -join "`n") }
        'List' { Get-ListPoint $Block.Lines | ForEach-Object { Add-Paragraph $Parent ($_.Mark + (ConvertTo-PlainText $_.Text)) } }
        default { Add-Paragraph $Parent (ConvertTo-PlainText ($Block.Lines -join ' ')) }
    }
}

# PlatyPS puts a whole text into one paragraph, Markdown and all, leaves the code of examples empty and defaults out.
function Edit-Maml([xml] $Maml, [object[]] $Command) {
    $names = [System.Xml.XmlNamespaceManager]::new($Maml.NameTable)
    $names.AddNamespace('m', $MamlNamespace)
    $names.AddNamespace('d', $DevNamespace)
    $names.AddNamespace('c', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    foreach ($text in @($Maml.SelectNodes('//m:description[m:para] | //m:alert[m:para]', $names))) {
        $blocks = @(Get-MarkdownBlock ((@($text.SelectNodes('m:para', $names)) | ForEach-Object InnerText) -join "`n`n"))
        $text.RemoveAll()
        $blocks | ForEach-Object { Add-Block $text $_ }
    }

    foreach ($example in @($Maml.SelectNodes('//c:example', $names))) {
        $title = $example.SelectSingleNode('m:title', $names)
        $title.InnerText = ConvertTo-PlainText $title.InnerText
        $introduction = $example.SelectSingleNode('m:introduction', $names)
        $code = $example.SelectSingleNode('d:code', $names)
        $remarks = $example.SelectSingleNode('d:remarks', $names)
        $paragraphs = @($introduction.SelectNodes('m:para', $names)) | ForEach-Object { $_.InnerText.Replace("$([char] 0x80)", '') }
        $blocks = @(Get-MarkdownBlock ($paragraphs -join "`n`n"))
        $introduction.RemoveAll()
        $target = $introduction
        foreach ($block in $blocks) {
            if ($block.Kind -eq 'Code' -and $target -eq $introduction) {
                $code.InnerText = $block.Lines -join "`n"
                $target = $remarks
            }
            else {
                Add-Block $target $block
            }
        }

        Add-Paragraph $remarks '' # A blank line before the next example.
    }

    foreach ($one in $Command) {
        foreach ($parameter in $one.Parameters | Where-Object DefaultValue) {
            $element = $Maml.SelectSingleNode(
                "//c:command[c:details/c:name = '$($one.Title)']/c:parameters/c:parameter[m:name = '$($parameter.Name)']", $names)
            $default = $Maml.CreateElement('dev', 'defaultValue', $DevNamespace)
            $default.InnerText = $parameter.DefaultValue
            [void] $element.AppendChild($default)
        }
    }

    foreach ($link in @($Maml.SelectNodes('//m:navigationLink', $names))) {
        $uri = $link.SelectSingleNode('m:uri', $names)
        if ($link.SelectSingleNode('m:linkText', $names).InnerText -eq 'Online Version' -and -not $uri.InnerText) {
            [void] $link.ParentNode.RemoveChild($link)
        }
        elseif ($uri.InnerText -notmatch '^https?:') {
            $uri.InnerText = '' # Another page of this help: its name is enough.
        }
    }
}

function Save-Maml([xml] $Maml, [string] $Path) {
    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $writer = [System.Xml.XmlWriter]::Create($Path, $settings)
    try {
        $Maml.Save($writer)
        $writer.WriteWhitespace("`n")
    }
    finally {
        $writer.Dispose()
    }
}

[void] (New-Item $OutputPath -ItemType Directory -Force)
$OutputPath = (Resolve-Path $OutputPath).ProviderPath

Remove-Item (Join-Path $OutputPath 'about_*.help.txt')
foreach ($page in Get-ChildItem $DocsPath -Filter 'about_*.md') {
    $text = (ConvertTo-AboutText ([System.IO.File]::ReadAllText($page.FullName)) $page.BaseName) -join "`n"
    [System.IO.File]::WriteAllText((Join-Path $OutputPath "$($page.BaseName).help.txt"), $text.TrimEnd() + "`n")
}

if ($AboutOnly) {
    Get-ChildItem $OutputPath
    return
}

if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
    throw 'The about_ topics were written. The help of the commands is made by the module Microsoft.PowerShell.PlatyPS, which is not installed. Install it with: Install-PSResource Microsoft.PowerShell.PlatyPS'
}

Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0
$pages = Get-ChildItem $DocsPath -Filter '*-*.md'
$wrong = $pages | Test-MarkdownCommandHelp -DetailView | Where-Object { -not $_.IsValid }
if ($wrong) {
    throw "These pages are not help of a command: $($wrong.Path -join ', ')"
}

$scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([System.Guid]::NewGuid())
try {
    $commands = @($pages.FullName | Sort-Object | Import-MarkdownCommandHelp)
    $file = $commands | Export-MamlCommandHelp -OutputFolder $scratch
    $maml = [xml]::new()
    $maml.Load($file.FullName)
    Edit-Maml -Maml $maml -Command $commands
    Save-Maml $maml (Join-Path $OutputPath 'InventoryTools.dll-Help.xml')
}
finally {
    Remove-Item $scratch -Recurse -ErrorAction Ignore
}

Get-ChildItem $OutputPath
