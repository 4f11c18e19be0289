/** Alarm-management figures after EEMUA 191 and ISA-18.2, computed from the delay alerts. Pure: no Kafka, no HTTP. */
package dev.goldencorridor.operationscentre.alarms;
