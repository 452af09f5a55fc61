# The judgement and the curves of LongRun.ps1.

$ChartPanels = @(
    @{ Title = 'Working set, MB'; Series = @('WorkingSetMB') }
    @{ Title = 'Handles and threads'; Series = @('Handles', 'Threads') }
    @{ Title = 'Store and its write-ahead log, KB'; Series = @('StoreKB', 'LogKB') }
    @{ Title = 'Latency, ms: median and 99th percentile'; Series = @('P50Ms', 'P99Ms') })

# What the median of the last third may have beyond that of the middle third: a share and an amount.
$Tolerances = @{
    WorkingSetMB = 0.15, 16
    Handles = 0.1, 8
    Threads = 0.1, 8
    StoreKB = 0.1, 256
    LogKB = 0.1, 1024
    P50Ms = 1, 10
    P99Ms = 2, 100
}

function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    $sorted[[int] [math]::Floor($sorted.Count / 2)]
}

function Get-Growth([object[]] $Samples) {
    # A sentence for each value that grows. The first third is for warming up.
    $third = [int] [math]::Floor($Samples.Count / 3)
    if ($third -lt 3) {
        return
    }

    foreach ($name in $Tolerances.Keys | Sort-Object) {
        $middle = Get-Median @($Samples[$third..(2 * $third - 1)].$name)
        $last = Get-Median @($Samples[(2 * $third)..($Samples.Count - 1)].$name)
        $share, $amount = $Tolerances[$name]
        if ($last -gt $middle * (1 + $share) + $amount) {
            "$name grows: its median is $middle in the middle third and $last in the last one."
        }
    }
}

function Write-Chart([object[]] $Samples, [string] $Path) {
    $width, $height, $left, $gap = 720, 110, 60, 40
    $invariant = [cultureinfo]::InvariantCulture
    $seconds = [math]::Max(1, $Samples[-1].Seconds)
    $lines = @("<svg xmlns=`"http://www.w3.org/2000/svg`" width=`"$($left + $width + 20)`" height=`"$($ChartPanels.Count * ($height + $gap) + 10)`" font-family=`"sans-serif`" font-size=`"12`">")
    $top = 24
    foreach ($panel in $ChartPanels) {
        $highest = [math]::Max(1, ($panel.Series | ForEach-Object { $Samples.$_ } | Measure-Object -Maximum).Maximum * 1.1)
        $lines += "<text x=`"$left`" y=`"$($top - 6)`">$($panel.Title)</text>"
        $lines += "<rect x=`"$left`" y=`"$top`" width=`"$width`" height=`"$height`" fill=`"none`" stroke=`"#bbb`"/>"
        $lines += "<text x=`"$($left - 6)`" y=`"$($top + 10)`" text-anchor=`"end`">$([math]::Round($highest))</text>"
        $lines += "<text x=`"$($left - 6)`" y=`"$($top + $height)`" text-anchor=`"end`">0</text>"
        for ($i = 0; $i -lt $panel.Series.Count; $i++) {
            $points = $Samples | ForEach-Object {
                [string]::Format($invariant, '{0:0.#},{1:0.#}', $left + $width * $_.Seconds / $seconds, $top + $height - $height * $_.($panel.Series[$i]) / $highest)
            }
            $lines += "<polyline points=`"$($points -join ' ')`" fill=`"none`" stroke=`"$(('#1f5fa8', '#c2571a')[$i])`" stroke-width=`"1.5`"/>"
        }

        $top += $height + $gap
    }

    $lines += "<text x=`"$($left + $width)`" y=`"$($top - 22)`" text-anchor=`"end`">$([math]::Round($seconds / 60)) minutes</text>", '</svg>'
    $lines | Set-Content $Path
}
