/// Why two sums could not be put together.
package enum MoneyError: Error, Equatable {
    /// They are in different currencies.
    case currenciesDiffer(Currency, Currency)
    /// The result does not fit into 64 bits.
    case overflow
}
