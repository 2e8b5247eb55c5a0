import Mustache

/// A report as a page to read, to mail and to print: one file, without a script. Everything that is not the template's own is
/// escaped.
struct ReportPage: Sendable {
    private let template: MustacheTemplate

    /// - Throws: When the template is broken: a fault of the program.
    init() throws {
        template = try MustacheTemplate(string: Self.text)
    }

    /// The page as HTML.
    func html(_ paper: ReportPaper) -> String {
        var values: [String: Any] = [
            "title": paper.title, "facts": paper.facts,
            "columns": paper.columns.map { ["title": $0.title, "class": $0.isNumber ? "number" : "text"] },
            "rows": paper.rows.map { row in
                ["cells": zip(row, paper.columns).map { ["text": $0, "class": $1.isNumber ? "number" : "text"] }]
            },
        ]
        if let chart = paper.chart {
            values["chart"] = ["title": chart.title, "drawing": ChartDrawing.svg(chart)]
        }
        return template.render(values)
    }

    private static let text = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}}</title>
        <style>
        :root { color-scheme: light dark; --ink: #1a1c20; --paper: #fff; --faint: #d8dbe0; --accent: #3b5bdb; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --paper: #15171b; --faint: #3a3f47; --accent: #8da2fb; } }
        body { font: 11pt/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 52em; \
        margin: 2em auto; padding: 0 1em; }
        h1 { font-size: 1.5em; margin: 0 0 .4em; }
        .facts { margin: 0; opacity: .75; font-size: .9em; }
        figure { margin: 2em 0; }
        figcaption { font-weight: 600; margin-bottom: .6em; }
        svg { width: 100%; height: auto; }
        svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
        .grid { stroke: var(--faint); }
        .line { fill: none; stroke: var(--accent); stroke-width: 2; }
        .dot, .bar { fill: var(--accent); }
        table { width: 100%; border-collapse: collapse; margin: 1em 0 2em; }
        th, td { text-align: left; padding: .3em .6em .3em 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.text { overflow-wrap: anywhere; }
        @media print {
        @page { size: A4; margin: 18mm; }
        body { margin: 0; max-width: none; padding: 0; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        }
        </style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        {{#facts}}<p class="facts">{{.}}</p>{{/facts}}
        {{#chart}}<figure><figcaption>{{title}}</figcaption>{{{drawing}}}</figure>{{/chart}}
        <table>
        <thead><tr>{{#columns}}<th scope="col" class="{{class}}">{{title}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr>{{#cells}}<td class="{{class}}">{{text}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </main>
        </body>
        </html>

        """
}
