package import MeshCore

/// All stock, added up anew from one snapshot, and which rules do not hold: `GET /v1/stock/invariants`.
package struct StockInvariants: Codable, Sendable, Equatable {
    /// SKUs that have stock, movements or live reservations.
    package var skus: Int64
    /// Units on hand.
    package var onHand: Int64
    /// The sum of all movements.
    package var movements: Int64
    /// Units that are reserved.
    package var reserved: Int64
    /// The sum of all live reservations.
    package var reservations: Int64
    /// Units on hand that are not reserved.
    package var available: Int64
    /// How many rules are broken, all SKUs together.
    package var violationCount: Int64
    /// The first hundred of them, by SKU.
    package var violations: [StockViolation]
    package var at: Timestamp

    package init(
        skus: Int64 = 0, onHand: Int64 = 0, movements: Int64 = 0, reserved: Int64 = 0, reservations: Int64 = 0,
        available: Int64 = 0, violationCount: Int64 = 0, violations: [StockViolation] = [], at: Timestamp
    ) {
        self.skus = skus
        self.onHand = onHand
        self.movements = movements
        self.reserved = reserved
        self.reservations = reservations
        self.available = available
        self.violationCount = violationCount
        self.violations = violations
        self.at = at
    }
}

extension StockInvariants: Described {
    package static let schema = JSONSchema.object(
        "StockInvariants", description: "All stock, added up anew from one snapshot, and which rules do not hold.",
        [
            .required("skus", .integer(0...)),
            .required("onHand", .integer()),
            .required("movements", .integer(description: "The sum of all movements.")),
            .required("reserved", .integer()),
            .required("reservations", .integer(description: "The sum of all live reservations.")),
            .required("available", .integer()),
            .required("violationCount", .integer(0...)),
            .required("violations", .array(of: StockViolation.schema, count: 0...StockFields.mostViolations)),
            .required("at", .string(format: .dateTime)),
        ])
}
