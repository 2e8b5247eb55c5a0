import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore
import OrdersAPI

/// What buyers owe for purchases on account, and what they have paid of it.
struct ReceivableRoutes: Sendable {
    private static let tag = "payments"
    private static let scope = "receivables"

    let ledger: PaymentLedger
    let cursors: Cursors
    let keys: IdempotencyKeys

    func add(to api: inout API) {
        api.on(
            .get, "/v1/payments/receivables",
            Operation(
                id: "listReceivables", summary: "Purchases on account on which something is owed, the oldest first",
                tag: Self.tag, access: .role("admin"),
                parameters: [
                    .query("limit", .integer(1...100), default: "50", "The most of a page."),
                    .query("cursor", .string(1...2048), "Where to go on: nextCursor of the page before."),
                ], responses: [.ok(ReceivableList.self, "A page.")])
        ) { [self] input, _ in
            let limit = input.integer("limit") ?? 50
            let position = try input.string("cursor").map {
                try cursors.read($0, as: PaymentReference.self, scope: Self.scope)
            }
            var accounts = try await ledger.open(after: position, limit: limit + 1)
            let hasMore = accounts.count > limit
            if hasMore { accounts.removeLast() }
            let next = hasMore ? accounts.last?.reference : nil
            return try .json(
                ReceivableList(
                    items: accounts.map(Receivable.init),
                    nextCursor: try next.map { try cursors.make($0, scope: Self.scope) }))
        }
        api.on(
            .post, "/v1/payments/receivables/{payment}/settle",
            Operation(
                id: "settleReceivable", summary: "Record what a buyer has paid of a purchase on account",
                tag: Self.tag, access: .role("admin"),
                parameters: [.path("payment", .id(Payment.ID.self), "The payment")],
                request: .json(SettleReceivable.self),
                responses: [.ok(Receivable.self, "What is owed after it.")], problems: [404, 409],
                idempotency: .accepted)
        ) { [self] input, _ in
            let account = try await settle(try input.id("payment"), input.body, claim: input.claim)
            return .encodedJSON(ByteBuffer(bytes: Receivable(account).json.utf8))
        }
    }

    /// Books it and finishes the claim of the request in one transaction.
    private func settle(
        _ reference: PaymentReference, _ settlement: SettleReceivable, claim: IdempotencyClaim?
    ) async throws -> InvoiceAccount {
        do {
            let account = try await ledger.settle(
                settlement.amount, of: reference, note: settlement.note ?? "", finishing: claim, of: keys
            ) { account in
                let type = StoredAnswer.Field(name: "content-type", value: "application/json")
                return StoredAnswer(status: 200, fields: [type], body: Receivable(account).json.utf8)
            }
            guard let account else { throw Problem.notFound("Nothing was bought on account under this payment.") }
            return account
        } catch let refusal as InvoiceRefusal {
            throw Problem.conflict(refusal.message, code: refusal.code)
        }
    }
}

extension Receivable {
    fileprivate init(_ account: InvoiceAccount) {
        let money = { (amount: Int64) in Money(amount: amount, currency: account.currency) }
        self.init(
            payment: account.reference, order: account.order, captured: money(account.captured),
            refunded: money(account.refunded), settled: money(account.settled), owed: money(account.owed),
            openedAt: account.openedAt)
    }
}
