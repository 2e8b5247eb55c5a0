package import MeshCore

/// One change of a price list, an entry, a rule or a product's own price: who, when, and what was before and after.
package struct PriceAuditEntry: Codable, Sendable, Equatable {
    /// What was done.
    package enum Action: String, Codable, Sendable, CaseIterable {
        case listCreated = "list_created"
        case listUpdated = "list_updated"
        case listDeleted = "list_deleted"
        case entrySet = "entry_set"
        case entryRemoved = "entry_removed"
        case ruleSet = "rule_set"
        case ruleDeleted = "rule_deleted"
        /// The own price of a product or a variant.
        case productPriced = "product_priced"
    }

    /// Counts all changes, in their order.
    package var number: Int64
    package var at: Timestamp
    /// The account that did it, or `service/` and the service's name.
    package var author: String
    package var action: Action
    package var priceListId: PriceList.ID?
    package var priceRuleId: String?
    package var productId: Product.ID?
    package var sku: String?
    /// As it was; absent for what is new.
    package var before: JSONValue?
    /// As it is; absent for what is gone.
    package var after: JSONValue?

    package init(
        number: Int64, at: Timestamp, author: String, action: Action, priceListId: PriceList.ID? = nil,
        priceRuleId: String? = nil, productId: Product.ID? = nil, sku: String? = nil, before: JSONValue? = nil,
        after: JSONValue? = nil
    ) {
        self.number = number
        self.at = at
        self.author = author
        self.action = action
        self.priceListId = priceListId
        self.priceRuleId = priceRuleId
        self.productId = productId
        self.sku = sku
        self.before = before
        self.after = after
    }
}

extension PriceAuditEntry: Described {
    package static let schema = JSONSchema.object(
        "PriceAuditEntry", description: "One change of prices: who, when, and what was before and after.",
        [
            .required("number", .integer(1..., description: "Counts all changes, in their order.")),
            .required("at", PriceFields.moment),
            .required("author", .string(description: "The account that did it, or service/ and the service's name.")),
            .required("action", .enumeration(Action.self)),
            .optional("priceListId", .id(PriceList.ID.self)),
            .optional("priceRuleId", PriceFields.ruleID),
            .optional("productId", .id(Product.ID.self)),
            .optional("sku", ProductFields.sku),
            .optional("before", .any(description: "As it was; absent for what is new.")),
            .optional("after", .any(description: "As it is; absent for what is gone.")),
        ])
}
