extension Money {
    /// The amount as JSON with its members in their order.
    package var json: JSONValue {
        ["amount": .int(amount), "currency": .string(currency.description)]
    }

    /// Reads an amount from JSON that fits the schema of a price; nil when it does not.
    package init?(json: JSONValue) {
        guard let amount = json["amount"]?.intValue,
            let currency = json["currency"]?.stringValue.flatMap({ Currency($0) })
        else { return nil }
        self.init(amount: amount, currency: currency)
    }
}
