package dev.goldencorridor.operationscentre.api;

import dev.goldencorridor.schemas.Acknowledgement;

/** Where acknowledgements are saved, for all boards. Thread-safe. */
public interface AcknowledgementLog {
    /**
     * Saves an acknowledgement. Returns when the brokers have confirmed it. To repeat it is harmless.
     *
     * @throws Problem if the brokers do not confirm it in time
     */
    void save(Acknowledgement acknowledgement);

    /**
     * Withdraws the acknowledgement of an alert.
     *
     * @throws Problem if the brokers do not confirm it in time
     */
    void withdraw(String alertKey);
}
