import CatalogAPI
import MeshCore

/// What an editor decides about a price list: everything but its id, its times and its version.
struct PriceListDraft: Equatable, Sendable {
    private let document: JSONValue
    private let content: CreatePriceList

    /// Equal by what they mean, not by how it was written.
    static func == (left: PriceListDraft, right: PriceListDraft) -> Bool { left.content == right.content }

    /// Reads a document that may come from outside.
    ///
    /// - Parameter document: As ``CreatePriceList`` describes it.
    /// - Throws: ``CatalogError/invalid(_:)`` with every member that breaks a rule.
    init(document: JSONValue) throws(CatalogError) {
        let errors = CreatePriceList.schema.validate(document)
        guard errors.isEmpty else { throw .invalid(errors) }
        guard let content = CreatePriceList(document) else {
            preconditionFailure("A document passed the schema of CreatePriceList without its required members")
        }
        guard !Validity(from: content.validFrom, until: content.validUntil).isEmpty else {
            throw .invalid([.emptyValidity])
        }
        self.document = document
        self.content = content
    }

    /// What an editor had decided about a list.
    init(_ list: PriceList) {
        var document = list.json.objectValue ?? [:]
        for name in ["id", "createdAt", "updatedAt", "version"] { document[name] = nil }
        self.document = .object(document)
        content = CreatePriceList(
            code: list.code, title: list.title, currency: list.currency, channel: list.channel, country: list.country,
            customerGroup: list.customerGroup, validFrom: list.validFrom, validUntil: list.validUntil,
            priority: list.priority, kind: list.kind, active: list.active)
    }

    /// The draft after a merge patch (RFC 7396).
    ///
    /// - Throws: ``CatalogError/invalid(_:)`` when the result breaks a rule.
    func merging(_ patch: JSONValue) throws(CatalogError) -> PriceListDraft {
        try PriceListDraft(document: document.merging(patch: patch))
    }

    /// The list that it is.
    func list(id: PriceList.ID, createdAt: Timestamp, updatedAt: Timestamp, version: Int64) -> PriceList {
        PriceList(
            id: id, code: content.code, title: content.title, currency: content.currency, channel: content.channel,
            country: content.country, customerGroup: content.customerGroup, validFrom: content.validFrom,
            validUntil: content.validUntil, priority: content.priority ?? 0, kind: content.kind ?? .override,
            active: content.active ?? true, createdAt: createdAt, updatedAt: updatedAt, version: version)
    }
}

extension CreatePriceList {
    /// Reads a document that passed the schema; nil when a required member is missing.
    fileprivate init?(_ document: JSONValue) {
        guard let code = document["code"]?.stringValue, let title = document["title"]?.stringValue,
            let currency = document["currency"]?.stringValue.flatMap({ Currency($0) })
        else { return nil }
        self.init(
            code: code, title: title, currency: currency, channel: document["channel"]?.stringValue,
            country: document["country"]?.stringValue, customerGroup: document["customerGroup"]?.stringValue,
            validFrom: document["validFrom"]?.stringValue.flatMap { Timestamp($0) },
            validUntil: document["validUntil"]?.stringValue.flatMap { Timestamp($0) },
            priority: document["priority"]?.intValue,
            kind: document["kind"]?.stringValue.flatMap { PriceList.Kind(rawValue: $0) },
            active: document["active"]?.boolValue)
    }
}

extension FieldError {
    /// An end that is not after its beginning.
    static let emptyValidity = FieldError(
        field: "validUntil", code: "empty_validity", message: "The end must be later than the beginning.")
}
