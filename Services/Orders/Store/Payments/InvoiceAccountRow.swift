import GRDB
import MeshCore

/// Accounts as rows.
enum InvoiceAccountRow {
    static let columns =
        "reference, purchase, currency, authorised, captured, refunded, settled, voided, opened_at"

    static func find(_ reference: PaymentReference, _ db: Database) throws -> InvoiceAccount? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM payment_account WHERE reference = ?")
        return try Row.fetchOne(statement, arguments: [reference.description]).map(account)
    }

    static func save(_ account: InvoiceAccount, isNew: Bool, _ db: Database) throws {
        if isNew {
            try db.cachedStatement(
                sql: "INSERT INTO payment_account (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [
                account.reference.description, account.order, account.currency.description, account.authorised,
                account.captured, account.refunded, account.settled, account.isVoided, account.openedAt.milliseconds,
            ])
        } else {
            try db.cachedStatement(
                sql: """
                    UPDATE payment_account SET authorised = ?, captured = ?, refunded = ?, settled = ?, voided = ?
                    WHERE reference = ?
                    """
            ).execute(arguments: [
                account.authorised, account.captured, account.refunded, account.settled, account.isVoided,
                account.reference.description,
            ])
        }
    }

    static func account(_ row: Row) throws -> InvoiceAccount {
        guard let reference = PaymentReference(row[0] as String), let currency = Currency(row[2] as String) else {
            throw DatabaseError(message: "an account with a broken reference or currency")
        }
        var account = InvoiceAccount(
            reference: reference, order: row[1], currency: currency, openedAt: Timestamp(milliseconds: row[8]))
        account.authorised = row[3]
        account.captured = row[4]
        account.refunded = row[5]
        account.settled = row[6]
        account.isVoided = row[7]
        return account
    }
}
