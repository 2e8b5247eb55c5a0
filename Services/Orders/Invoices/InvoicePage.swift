import Mustache

/// An invoice as a page to read and to print. Everything that is not the template's own is escaped.
struct InvoicePage: Sendable {
    private let template: MustacheTemplate

    /// - Throws: When the template is broken: a fault of the program.
    init() throws {
        template = try MustacheTemplate(string: Self.text)
    }

    /// The page as HTML.
    func html(_ invoice: Invoice) -> String {
        var values: [String: Any] = [
            "number": invoice.number, "date": invoice.date, "order": invoice.order, "seller": invoice.seller.name,
            "sellerAddress": invoice.seller.address, "note": invoice.seller.note, "billing": invoice.billing,
            "shipping": invoice.shipping, "total": invoice.total, "payment": invoice.payment,
            "lines": invoice.lines.map { line in
                [
                    "sku": line.sku, "title": line.title, "quantity": line.quantity, "unitPrice": line.unitPrice,
                    "total": line.total,
                ]
            },
        ]
        values["taxNumber"] = invoice.seller.taxNumber
        values["tax"] = invoice.tax.map { ["rate": $0.rate, "amount": $0.amount, "net": $0.net] }
        return template.render(values)
    }

    private static let text = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Invoice {{number}}</title>
        <style>
        body { font: 11pt/1.4 system-ui, sans-serif; color: #111; max-width: 46em; margin: 2em auto; padding: 0 1em; }
        header, .addresses { display: flex; justify-content: space-between; gap: 2em; }
        h1 { font-size: 1.5em; margin: 0 0 .5em; }
        h2 { font-size: 1em; margin: 1em 0 .2em; }
        p { margin: 0 0 .2em; }
        table { width: 100%; border-collapse: collapse; margin: 2em 0 1em; }
        th, td { text-align: left; padding: .3em .5em .3em 0; border-bottom: 1px solid #ccc; vertical-align: top; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        tfoot td { border: 0; }
        tfoot .total td { font-weight: bold; border-top: 2px solid #111; }
        footer { margin-top: 3em; font-size: .85em; color: #555; }
        @media print {
        @page { size: A4; margin: 20mm; }
        body { margin: 0; max-width: none; padding: 0; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        }
        </style>
        </head>
        <body>
        <header>
        <div><h1>Invoice {{number}}</h1><p>Date: {{date}}</p><p>Order: {{order}}</p></div>
        <div><p><strong>{{seller}}</strong></p>{{#sellerAddress}}<p>{{.}}</p>{{/sellerAddress}}\
        {{#taxNumber}}<p>Tax number: {{.}}</p>{{/taxNumber}}</div>
        </header>
        <div class="addresses">
        <div><h2>Billed to</h2>{{#billing}}<p>{{.}}</p>{{/billing}}</div>
        <div><h2>Sent to</h2>{{#shipping}}<p>{{.}}</p>{{/shipping}}</div>
        </div>
        <table>
        <thead><tr><th>Item</th><th>Number</th><th class="number">Quantity</th><th class="number">Price</th>\
        <th class="number">Total</th></tr></thead>
        <tbody>
        {{#lines}}
        <tr><td>{{title}}</td><td>{{sku}}</td><td class="number">{{quantity}}</td>\
        <td class="number">{{unitPrice}}</td><td class="number">{{total}}</td></tr>
        {{/lines}}
        </tbody>
        <tfoot>
        {{#tax}}
        <tr><td colspan="4">Net</td><td class="number">{{net}}</td></tr>
        <tr><td colspan="4">Tax included ({{rate}})</td><td class="number">{{amount}}</td></tr>
        {{/tax}}
        <tr class="total"><td colspan="4">Total</td><td class="number">{{total}}</td></tr>
        </tfoot>
        </table>
        <p>{{payment}}</p>
        <footer><p>{{note}}</p></footer>
        </body>
        </html>

        """
}
