import MeshCore
import OrdersAPI

/// What an invoice says, all in words: what shows it only lays it out.
struct Invoice: Sendable, Equatable {
    /// A line of the table.
    struct Line: Sendable, Equatable {
        let sku: String
        let title: String
        let quantity: String
        let unitPrice: String
        let total: String
    }

    let number: String
    let date: String
    let order: String
    let seller: Seller
    let billing: [String]
    let shipping: [String]
    let lines: [Line]
    let total: String
    /// Nil when prices include no tax.
    let tax: (rate: String, amount: String, net: String)?
    let payment: String

    /// - Throws: ``OrdersError/noInvoice`` for an order that was never paid.
    init(_ order: Order, seller: Seller) throws(OrdersError) {
        guard let number = order.invoiceNumber, let paidAt = order.paidAt else { throw .noInvoice }
        self.number = number
        date = String(paidAt.description.prefix(10))
        self.order = order.id.description
        self.seller = seller
        billing = Self.lines(of: order.billingAddress)
        shipping = Self.lines(of: order.shippingAddress)
        lines = order.lines.map(Line.init)
        total = MoneyText.text(order.total)
        if seller.taxRate > 0 {
            let amount = IncludedTax.amount(in: order.total, rate: seller.taxRate)
            let net = Money(amount: order.total.amount - amount.amount, currency: order.total.currency)
            tax = (IncludedTax.text(rate: seller.taxRate), MoneyText.text(amount), MoneyText.text(net))
        } else {
            tax = nil
        }
        payment =
            switch order.payment.method {
            case .stripe: "Paid on \(date)."
            case .invoice: "Payable within 14 days; please name the number of this invoice."
            }
    }

    static func == (left: Invoice, right: Invoice) -> Bool {
        left.number == right.number && left.order == right.order && left.seller == right.seller
            && left.lines == right.lines
    }

    private static func lines(of address: Address) -> [String] {
        let city = [address.postalCode, address.city].joined(separator: " ")
        return [
            address.name, address.company, address.line1, address.line2, city, address.region, address.country,
        ].compactMap { $0 }.filter { !$0.isEmpty }
    }
}

extension Invoice.Line {
    fileprivate init(_ line: OrderLine) {
        let options = (line.options ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        self.init(
            sku: line.sku,
            title: line.title + (options.isEmpty ? "" : " (\(options.joined(separator: ", ")))"),
            quantity: String(line.quantity), unitPrice: MoneyText.text(line.unitPrice),
            total: MoneyText.text(line.total))
    }
}
