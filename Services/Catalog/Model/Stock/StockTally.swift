import CatalogAPI
import MeshCore

/// Adds up all stock and finds what does not hold, from sums that come in the order of their SKUs.
struct StockTally {
    /// What is known of one SKU.
    enum Entry {
        /// The level as it is kept.
        case level(onHand: Int64, reserved: Int64)
        /// The sum of its movements.
        case movements(Int64)
        /// The sum of its live reservations.
        case reservations(Int64)
    }

    private struct Sums {
        let sku: String
        var onHand: Int64 = 0
        var reserved: Int64 = 0
        var movements: Int64 = 0
        var reservations: Int64 = 0
    }

    private var current: Sums?
    private var result: StockInvariants

    init(at now: Timestamp) {
        result = StockInvariants(at: now)
    }

    /// Takes in what is known of an SKU; all entries of one SKU come one after the other.
    mutating func add(_ entry: Entry, of sku: String) {
        if let known = current?.sku, known != sku, ReservationContent.key(known) != ReservationContent.key(sku) {
            close()
        }
        var sums = current ?? Sums(sku: sku)
        switch entry {
        case .level(let onHand, let reserved): (sums.onHand, sums.reserved) = (onHand, reserved)
        case .movements(let sum): sums.movements = sum
        case .reservations(let sum): sums.reservations = sum
        }
        current = sums
    }

    /// All of it.
    mutating func finish() -> StockInvariants {
        close()
        return result
    }

    private mutating func close() {
        guard let sums = current else { return }
        current = nil
        result.skus += 1
        result.onHand += sums.onHand
        result.movements += sums.movements
        result.reserved += sums.reserved
        result.reservations += sums.reservations
        result.available += sums.onHand - sums.reserved
        require(sums.onHand == sums.movements, .onHand, sums, sums.movements, sums.onHand)
        require(sums.reserved == sums.reservations, .reserved, sums, sums.reservations, sums.reserved)
        require(sums.onHand >= sums.reserved, .available, sums, 0, sums.onHand - sums.reserved)
    }

    private mutating func require(
        _ holds: Bool, _ rule: StockViolation.Rule, _ sums: Sums, _ expected: Int64, _ actual: Int64
    ) {
        guard !holds else { return }
        result.violationCount += 1
        guard result.violations.count < StockFields.mostViolations else { return }
        result.violations.append(StockViolation(sku: sums.sku, rule: rule, expected: expected, actual: actual))
    }
}
